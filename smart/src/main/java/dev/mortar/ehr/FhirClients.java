package dev.mortar.ehr;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.client.apache.ApacheRestfulClientFactory;
import ca.uhn.fhir.rest.client.api.IClientInterceptor;
import ca.uhn.fhir.rest.client.api.IGenericClient;
import ca.uhn.fhir.rest.client.api.IHttpRequest;
import ca.uhn.fhir.rest.client.api.IHttpResponse;
import ca.uhn.fhir.rest.client.api.ServerValidationModeEnum;
import java.net.URI;
import java.util.function.Supplier;
import org.apache.http.client.HttpClient;
import org.apache.http.client.config.RequestConfig;
import org.apache.http.impl.client.HttpClients;
import org.jspecify.annotations.Nullable;

/**
 * Makes HAPI's clients, which follow no redirect: it would take the token elsewhere.
 *
 * <p>The context is our own. HAPI sends each request by the factory of the context and not by the
 * one that made the client, so that with a shared context somebody else's settings would hold.
 */
final class FhirClients {
  private static final int CONNECT_MS = 5_000;
  private static final int ANSWER_MS = 60_000;

  private @Nullable FhirContext made;

  IGenericClient client(Ehr ehr, Supplier<String> token) {
    IGenericClient client = context().newRestfulGenericClient(ehr.base().toString());
    client.registerInterceptor(new BoundBearer(ehr.base(), token));
    return client;
  }

  /** Made when it is first needed, as most servers have no EHR. */
  private synchronized FhirContext context() {
    if (made == null) {
      FhirContext fhir = FhirContext.forR4();
      var factory = new ApacheRestfulClientFactory(fhir);
      factory.setServerValidationMode(ServerValidationModeEnum.NEVER);
      factory.setHttpClient(staying());
      fhir.setRestfulClientFactory(factory);
      made = fhir;
    }
    return made;
  }

  private static HttpClient staying() {
    return HttpClients.custom()
        .disableRedirectHandling()
        .disableCookieManagement()
        .disableAuthCaching()
        .setDefaultRequestConfig(
            RequestConfig.custom()
                .setConnectTimeout(CONNECT_MS)
                .setConnectionRequestTimeout(CONNECT_MS)
                .setSocketTimeout(ANSWER_MS)
                .build())
        .build();
  }

  /** Refuses what a server's own links could be used for: to have the token sent elsewhere. */
  private record BoundBearer(URI base, Supplier<String> token) implements IClientInterceptor {
    @Override
    public void interceptRequest(IHttpRequest request) {
      URI wanted = URI.create(request.getUri()).normalize();
      String below = base.getPath() + "/";
      boolean inside =
          base.getScheme().equals(wanted.getScheme())
              && base.getAuthority().equals(wanted.getAuthority())
              && (wanted.getPath() + "/").startsWith(below);
      if (!inside) {
        throw new SmartException(
            SmartException.Kind.PERMANENT,
            "A link leads away from " + base.getAuthority() + " and is not followed.");
      }
      request.addHeader("Authorization", "Bearer " + token.get());
    }

    @Override
    public void interceptResponse(IHttpResponse response) {}
  }
}

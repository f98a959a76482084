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

/** Makes HAPI's clients, which follow no redirect: it would take the token elsewhere. */
final class FhirClients {
  private static final int CONNECT_MS = 5_000;
  private static final int ANSWER_MS = 60_000;

  private final HttpClient http =
      HttpClients.custom()
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

  IGenericClient client(FhirContext fhir, Ehr ehr, Supplier<String> token) {
    var factory = new ApacheRestfulClientFactory(fhir);
    factory.setServerValidationMode(ServerValidationModeEnum.NEVER);
    factory.setHttpClient(http);
    IGenericClient client = factory.newGenericClient(ehr.base().toString());
    client.registerInterceptor(new BoundBearer(ehr.base(), token));
    return client;
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

package dev.mortar.security;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import dev.mortar.authorization.ServerAddress;
import org.hl7.fhir.instance.model.api.IBaseConformance;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.hl7.fhir.r4.model.CapabilityStatement.CapabilityStatementRestSecurityComponent;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.UriType;

/** Tells clients of the first version of SMART, which ask {@code /metadata}, where to sign in. */
@Interceptor
public final class SmartCapabilities {
  private static final String URIS =
      "http://fhir-registry.smarthealthit.org/StructureDefinition/oauth-uris";
  private static final String SERVICE =
      "http://terminology.hl7.org/CodeSystem/restful-security-service";

  private final ServerAddress server;

  SmartCapabilities(ServerAddress server) {
    this.server = server;
  }

  @Hook(Pointcut.SERVER_CAPABILITY_STATEMENT_GENERATED)
  public void describe(IBaseConformance conformance) {
    if (!(conformance instanceof CapabilityStatement statement)) {
      return;
    }
    CapabilityStatementRestSecurityComponent security = statement.getRestFirstRep().getSecurity();
    if (security.hasExtension(URIS)) {
      return;
    }
    security
        .setCors(true)
        .addService()
        .addCoding()
        .setSystem(SERVICE)
        .setCode("SMART-on-FHIR")
        .setDisplay("SMART-on-FHIR");
    Extension uris = security.addExtension().setUrl(URIS);
    for (String name : new String[] {"authorize", "token", "revoke", "introspect"}) {
      uris.addExtension(name, new UriType(server.of("/oauth2/" + name)));
    }
  }
}

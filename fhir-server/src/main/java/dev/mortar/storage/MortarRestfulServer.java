package dev.mortar.storage;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.server.RestfulServer;

/** The servlet below {@code /fhir}. It does not tell which software in which version it runs. */
final class MortarRestfulServer extends RestfulServer {
  MortarRestfulServer(FhirContext fhir) {
    super(fhir);
    setServerName("Mortar");
  }

  @Override
  protected String createPoweredByHeader() {
    return "";
  }
}

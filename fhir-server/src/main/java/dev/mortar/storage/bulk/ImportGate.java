package dev.mortar.storage.bulk;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.exceptions.ForbiddenOperationException;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;

/** Refuses an import from elsewhere while its caller still listens; the job would refuse it too. */
@Interceptor
final class ImportGate {
  private final ImportSources sources;

  ImportGate(ImportSources sources) {
    this.sources = sources;
  }

  @Hook(Pointcut.SERVER_INCOMING_REQUEST_PRE_HANDLED)
  public void beforeHandling(RequestDetails request) {
    if ("$import".equals(request.getOperation())
        && request.getResource() instanceof Parameters parameters) {
      parameters.getParameter().stream()
          .filter(parameter -> parameter.getName().equals("input"))
          .flatMap(input -> input.getPart().stream())
          .filter(part -> part.getName().equals("url"))
          .forEach(this::require);
    }
  }

  private void require(ParametersParameterComponent url) {
    if (url.getValue() == null || sources.find(url.getValue().primitiveValue()).isEmpty()) {
      throw new ForbiddenOperationException(
          "This server does not fetch from there. Its operator lists the sources of imports in"
              + " mortar.import.allow.");
    }
  }
}

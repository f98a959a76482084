package dev.mortar.storage.web;

import ca.uhn.fhir.rest.api.Constants;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;

/**
 * Answers requests that Tomcat itself refuses, such as one with a raw bar in its URL. Tomcat makes
 * it by its class name, so it must be public.
 */
public final class OutcomeErrorReportValve extends ErrorReportValve {
  private static final int FIRST_ERROR = 400;

  @Override
  protected void report(Request request, Response response, @Nullable Throwable failure) {
    if (response.getStatus() < FIRST_ERROR
        || response.getContentWritten() > 0
        || !response.setErrorReported()) {
      return;
    }
    try {
      response.setContentType(Constants.CT_FHIR_JSON_NEW);
      response.setCharacterEncoding("UTF-8");
      var writer = response.getReporter();
      if (writer != null) {
        writer.write(Outcomes.json(response.getStatus()));
        response.finishResponse();
      }
    } catch (IOException | IllegalStateException e) {
      container.getLogger().debug("The error could not be told to the client", e);
    }
  }
}

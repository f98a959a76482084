package dev.mortar.storage.web;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.exceptions.BaseServerResponseException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says what failed, and where, but not on what: messages of exceptions repeat the values of
 * patients. What the caller did wrong is told to the caller alone.
 */
@Interceptor
public final class FailureLog {
  private static final Logger LOG = LoggerFactory.getLogger(FailureLog.class);
  private static final Pattern CODE = Pattern.compile("^HAPI-\\d{4}");
  private static final int SERVER_ERROR = 500;
  private static final int DEEPEST = 5;

  /** Empty, so that the answer stays what it is. */
  @Hook(Pointcut.SERVER_PRE_PROCESS_OUTGOING_EXCEPTION)
  public @Nullable BaseServerResponseException failed(
      @Nullable RequestDetails request, Throwable failure) {
    boolean ofTheCaller =
        failure instanceof BaseServerResponseException known
            && known.getStatusCode() < SERVER_ERROR;
    if (!ofTheCaller) {
      LOG.error(
          "Request {} failed: {}",
          request == null ? "" : request.getRequestId(),
          String.join(", because of ", told(failure)));
    }
    return null;
  }

  private static List<String> told(Throwable failure) {
    List<String> causes = new ArrayList<>();
    Throwable cause = failure;
    while (cause != null && causes.size() < DEEPEST) {
      StackTraceElement[] trace = cause.getStackTrace();
      Matcher code = CODE.matcher(String.valueOf(cause.getMessage()));
      causes.add(
          cause.getClass().getName()
              + (code.find() ? " " + code.group() : "")
              + (trace.length == 0 ? "" : " at " + trace[0]));
      cause = cause.getCause();
    }
    return causes;
  }
}

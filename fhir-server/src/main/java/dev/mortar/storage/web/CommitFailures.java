package dev.mortar.storage.web;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.server.exceptions.BaseServerResponseException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.TransactionSystemException;

/**
 * Lets what refused a row while its transaction was committed answer for itself, with its own
 * status and text, instead of the commit that it made fail.
 */
@Interceptor
public final class CommitFailures {
  private static final int DEEPEST = 10;

  /** Empty, so that any other answer stays what it is. */
  @Hook(Pointcut.SERVER_PRE_PROCESS_OUTGOING_EXCEPTION)
  public @Nullable BaseServerResponseException refused(Throwable failure) {
    return causes(failure)
        .dropWhile(cause -> !(cause instanceof TransactionSystemException))
        .filter(BaseServerResponseException.class::isInstance)
        .map(BaseServerResponseException.class::cast)
        .findFirst()
        .orElse(null);
  }

  private static Stream<Throwable> causes(Throwable failure) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause).limit(DEEPEST);
  }
}

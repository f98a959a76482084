package dev.mortar.storage.inbound;

import ca.uhn.fhir.rest.server.exceptions.BaseServerResponseException;
import ca.uhn.fhir.rest.server.exceptions.PreconditionFailedException;
import ca.uhn.fhir.rest.server.exceptions.ResourceVersionConflictException;
import dev.mortar.hl7.DeliveryException;
import dev.mortar.hl7.FailureKind;
import dev.mortar.storage.upload.ScannerSilentException;
import java.sql.SQLException;
import java.util.regex.Pattern;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.NonTransientDataAccessException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionException;

/** Says of a failed transaction what may be done about it, without a word of the patient. */
final class Failures {
  private static final Pattern HAPI_CODE = Pattern.compile("HAPI-\\d{1,6}");
  private static final int CLIENT_ERROR = 400;
  private static final int SERVER_ERROR = 500;

  private Failures() {}

  static DeliveryException of(RuntimeException failure) {
    return new DeliveryException(kind(failure), detail(failure), failure);
  }

  private static FailureKind kind(RuntimeException failure) {
    return switch (failure) {
      // Another message touched the same resource: the next attempt sees what it stored.
      case ResourceVersionConflictException e -> FailureKind.TRANSIENT;
      case PreconditionFailedException e -> FailureKind.TRANSIENT;
      case ScannerSilentException e -> FailureKind.TRANSIENT;
      case DataIntegrityViolationException e -> FailureKind.TRANSIENT;
      case NonTransientDataAccessException e when !comesFromDatabase(e) -> FailureKind.PERMANENT;
      case DataAccessException e -> FailureKind.TRANSIENT;
      case CannotCreateTransactionException e -> FailureKind.TRANSIENT;
      // The commit was sent and no answer came.
      case TransactionException e -> FailureKind.AMBIGUOUS;
      case BaseServerResponseException e when isRefusal(e) -> FailureKind.PERMANENT;
      default -> comesFromDatabase(failure) ? FailureKind.TRANSIENT : FailureKind.PERMANENT;
    };
  }

  private static boolean isRefusal(BaseServerResponseException failure) {
    return failure.getStatusCode() >= CLIENT_ERROR && failure.getStatusCode() < SERVER_ERROR;
  }

  private static boolean comesFromDatabase(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException || cause instanceof ConcurrencyFailureException) {
        return true;
      }
    }
    return false;
  }

  /** HAPI's messages may quote values; its code and the class say enough to look further. */
  private static String detail(RuntimeException failure) {
    var code = HAPI_CODE.matcher(String.valueOf(failure.getMessage()));
    String name = failure.getClass().getSimpleName();
    return code.find() ? name + " " + code.group() : name;
  }
}

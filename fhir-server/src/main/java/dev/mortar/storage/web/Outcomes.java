package dev.mortar.storage.web;

import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;

/** Errors from before the FHIR servlet, in FHIR's own words. */
final class Outcomes {
  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;
  private static final int SERVER_ERROR = 500;

  private Outcomes() {}

  /** An OperationOutcome as JSON; it tells the status and nothing of the inside. */
  static String json(int status) {
    return """
        {"resourceType":"OperationOutcome","issue":[\
        {"severity":"error","code":"%s","diagnostics":"%s"}]}"""
        .formatted(code(status).toCode(), reason(status));
  }

  private static IssueType code(int status) {
    return switch (status) {
      case UNAUTHORIZED -> IssueType.LOGIN;
      case FORBIDDEN -> IssueType.FORBIDDEN;
      case NOT_FOUND -> IssueType.NOTFOUND;
      default -> status < SERVER_ERROR ? IssueType.INVALID : IssueType.EXCEPTION;
    };
  }

  private static String reason(int status) {
    return HttpStatusCode.valueOf(status) instanceof HttpStatus known
        ? known.getReasonPhrase()
        : "Error " + status;
  }
}

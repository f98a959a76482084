package dev.mortar.admin;

import ca.uhn.fhir.context.FhirContext;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/** Errors of the admin API are OperationOutcomes, like everywhere else. */
@RestControllerAdvice(basePackageClasses = ApiErrors.class)
final class ApiErrors {
  private final FhirContext fhir;

  ApiErrors(FhirContext fhir) {
    this.fhir = fhir;
  }

  @ExceptionHandler
  ResponseEntity<String> problem(ApiProblem problem) {
    return answer(problem.status(), String.valueOf(problem.getMessage()));
  }

  @ExceptionHandler
  ResponseEntity<String> badParameter(MethodArgumentTypeMismatchException mismatch) {
    return answer(HttpStatus.BAD_REQUEST, mismatch.getName() + " must be a number");
  }

  /** Our own words about a wrong value are told; those of the reader could repeat the value. */
  @ExceptionHandler
  ResponseEntity<String> badBody(HttpMessageNotReadableException unreadable) {
    boolean ours = unreadable.getRootCause() instanceof IllegalArgumentException;
    return answer(
        HttpStatus.BAD_REQUEST,
        ours
            ? String.valueOf(unreadable.getRootCause().getMessage())
            : "The body must be JSON of the form that this address takes.");
  }

  private ResponseEntity<String> answer(HttpStatus status, String text) {
    OperationOutcome outcome = new OperationOutcome();
    outcome
        .addIssue()
        .setSeverity(IssueSeverity.ERROR)
        .setCode(status == HttpStatus.NOT_FOUND ? IssueType.NOTFOUND : IssueType.INVALID)
        .setDiagnostics(text);
    return ResponseEntity.status(status)
        .contentType(MediaType.valueOf("application/fhir+json"))
        .body(fhir.newJsonParser().encodeResourceToString(outcome));
  }
}

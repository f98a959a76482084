package dev.mortar.cds;

import ca.uhn.fhir.context.FhirContext;
import dev.mortar.security.HookAuthentication;
import dev.mortar.security.HookCall;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code GET /cds-services}, {@code POST /cds-services/[id]} and {@code …/feedback}: the decision
 * services, for EHRs that sign each call.
 *
 * @see <a href="https://cds-hooks.hl7.org/2.0/">CDS Hooks 2.0</a>
 */
@RestController
final class HooksController {
  private final List<HookService> services;
  private final HookJson json;
  private final FhirContext fhir;
  private final ApplicationEventPublisher events;

  HooksController(
      List<HookService> services,
      HookJson json,
      FhirContext fhir,
      ApplicationEventPublisher events) {
    this.services = List.copyOf(services);
    this.json = json;
    this.fhir = fhir;
    this.events = events;
  }

  @GetMapping("/cds-services")
  Map<String, List<HookService.Definition>> discovery() {
    return Map.of("services", services.stream().map(HookService::definition).toList());
  }

  @PostMapping(path = "/cds-services/{id}", consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<Map<String, List<Card>>> call(
      @PathVariable String id, HookAuthentication caller, HttpServletRequest request)
      throws IOException {
    HookService service = service(id);
    HookRequest asked =
        HookRequests.read(
            json.body(request.getInputStream()), caller.client(), service.definition().hook());
    HookService.Answer answer = service.answer(asked);
    List<HookCall.Note> shown =
        answer.cards().stream()
            .map(
                card ->
                    new HookCall.Note(
                        card.about(), card.uuid().toString(), Optional.empty(), Map.of()))
            .toList();
    note(caller, request, answer.patient(), shown);
    return ResponseEntity.ok()
        .cacheControl(CacheControl.noStore())
        .body(Map.of("cards", answer.cards()));
  }

  @PostMapping(path = "/cds-services/{id}/feedback", consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<Void> feedback(
      @PathVariable String id, HookAuthentication caller, HttpServletRequest request)
      throws IOException {
    service(id);
    note(caller, request, Optional.empty(), Feedback.read(json.body(request.getInputStream())));
    return ResponseEntity.ok().build();
  }

  @ExceptionHandler
  ResponseEntity<String> problem(HookProblem problem) {
    OperationOutcome outcome = new OperationOutcome();
    outcome
        .addIssue()
        .setSeverity(IssueSeverity.ERROR)
        .setCode(problem.status() == HttpStatus.NOT_FOUND ? IssueType.NOTFOUND : IssueType.INVALID)
        .setDiagnostics(problem.getMessage());
    return ResponseEntity.status(problem.status())
        .contentType(MediaType.valueOf("application/fhir+json"))
        .body(fhir.newJsonParser().encodeResourceToString(outcome));
  }

  private HookService service(String id) {
    return services.stream()
        .filter(service -> service.definition().id().equals(id))
        .findFirst()
        .orElseThrow(() -> new HookProblem(HttpStatus.NOT_FOUND, "There is no such service."));
  }

  private void note(
      HookAuthentication caller,
      HttpServletRequest request,
      Optional<String> patient,
      List<HookCall.Note> notes) {
    events.publishEvent(
        new HookCall(
            caller.getPrincipal(),
            request.getRemoteAddr(),
            request.getMethod() + " " + request.getRequestURI(),
            Optional.empty(),
            patient,
            notes));
  }
}

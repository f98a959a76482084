package dev.mortar.storage.retention;

import ca.uhn.fhir.rest.server.exceptions.BaseServerResponseException;
import ca.uhn.fhir.rest.server.exceptions.UnclassifiedServerFailureException;
import dev.mortar.ig.Codes;
import dev.mortar.store.FhirStore;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Flag;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;

/** Flags that keep the resources of a patient from being removed. */
public final class LegalHolds {
  private static final int CONFLICT = 409;
  private static final int MOST_FLAGS = 1_000;
  private static final int TOGETHER = 50;

  private final FhirStore store;

  LegalHolds(FhirStore store) {
    this.store = store;
  }

  /**
   * The first hold on any of the patients.
   *
   * @param patients logical ids
   */
  public Optional<Hold> on(Collection<String> patients) {
    List<String> all = List.copyOf(patients);
    for (int from = 0; from < all.size(); from += TOGETHER) {
      List<String> some = all.subList(from, Math.min(all.size(), from + TOGETHER));
      Optional<Hold> found = find(some);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private Optional<Hold> find(List<String> patients) {
    String names = patients.stream().map(id -> "Patient/" + id).collect(Collectors.joining(","));
    return store.search(Flag.class, "status=active&patient=" + names, MOST_FLAGS).stream()
        .filter(flag -> Codes.FlagCode.LEGAL_HOLD.in(flag.getCode()))
        .findFirst()
        .map(
            flag ->
                new Hold(
                    flag.getIdElement().getIdPart(),
                    new IdType(flag.getSubject().getReference()).getIdPart()));
  }

  /**
   * @throws BaseServerResponseException 409, if there is a hold
   */
  public void check(Collection<String> patients) {
    on(patients)
        .ifPresent(
            hold -> {
              throw hold.refusal();
            });
  }

  /**
   * @param flag its logical id
   * @param patient logical id
   */
  public record Hold(String flag, String patient) {
    BaseServerResponseException refusal() {
      String text =
          "Patient/%s is under a legal hold (Flag/%s): nothing of it may be removed until a manager makes the flag inactive."
              .formatted(patient, flag);
      var outcome = new OperationOutcome();
      outcome
          .addIssue()
          .setSeverity(IssueSeverity.ERROR)
          .setCode(IssueType.CONFLICT)
          .setDiagnostics(text);
      return new UnclassifiedServerFailureException(CONFLICT, text, outcome);
    }
  }
}

package dev.mortar.security;

import dev.mortar.access.Role;
import dev.mortar.authorization.Account;
import dev.mortar.authorization.People;
import dev.mortar.ig.Codes.TaskCode;
import dev.mortar.store.FhirStore;
import dev.mortar.store.StableId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.IsoFields;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Enumerations.DocumentReferenceStatus;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Practitioner;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Task;

/**
 * Each quarter every manager gets a task to review who has what access, with the report beside it.
 * The ids follow from the quarter, so that it is one whatever is restarted.
 */
final class AccessReviews {
  private static final Duration REVIEW_WITHIN = Duration.ofDays(14);

  private final People people;
  private final AccessReport report;
  private final FhirStore store;
  private final Clock clock;

  AccessReviews(People people, AccessReport report, FhirStore store, Clock clock) {
    this.people = people;
    this.report = report;
    this.store = store;
    this.clock = clock;
  }

  /** Opens the reviews of this quarter that are not open yet; how many. */
  int open() {
    Instant now = clock.instant();
    String quarter = quarter(now);
    List<Account> managers =
        people.all().stream()
            .filter(account -> account.active() && account.role() == Role.MANAGER)
            .filter(account -> store.find(Task.class, id(quarter, account)).isEmpty())
            .toList();
    if (!managers.isEmpty()) {
      String document = "access-report-" + quarter.toLowerCase(Locale.ROOT);
      store.atomically(
          () -> {
            if (store.find(DocumentReference.class, document).isEmpty()) {
              store.save(document(document, quarter, now));
            }
            managers.forEach(manager -> store.save(task(quarter, manager, document, now)));
            return quarter;
          });
    }
    return managers.size();
  }

  /** As {@code 2026-Q4}. */
  private static String quarter(Instant now) {
    LocalDate day = now.atOffset(ZoneOffset.UTC).toLocalDate();
    return day.getYear() + "-Q" + day.get(IsoFields.QUARTER_OF_YEAR);
  }

  private static String id(String quarter, Account manager) {
    return StableId.of("access-review", quarter, manager.username());
  }

  private DocumentReference document(String id, String quarter, Instant now) {
    var document = new DocumentReference();
    document.setId(id);
    document.setStatus(DocumentReferenceStatus.CURRENT).setDate(Date.from(now));
    document.setDescription("Who has what access, " + quarter);
    document
        .addContent()
        .getAttachment()
        .setContentType("application/json")
        .setTitle("access-" + quarter + ".json")
        .setCreation(Date.from(now))
        .setData(report.write(now));
    return document;
  }

  private Task task(String quarter, Account manager, String document, Instant now) {
    Task task =
        ManagerTask.of(
            id(quarter, manager),
            TaskCode.ACCESS_REVIEW,
            "access-review/" + quarter + "/" + manager.username(),
            "%s: review who has what access (%s). Complete it with an outcome to attest it."
                .formatted(manager.username(), quarter),
            now,
            now.plus(REVIEW_WITHIN));
    task.setFocus(new Reference("DocumentReference/" + document));
    String person = manager.fhirUser();
    if (person.startsWith("Practitioner/")
        && store.find(Practitioner.class, new IdType(person).getIdPart()).isPresent()) {
      task.setOwner(new Reference(person));
    }
    return task;
  }
}

package dev.mortar.security;

import dev.mortar.authorization.Account;
import dev.mortar.authorization.People;
import dev.mortar.ig.Codes.TaskCode;
import dev.mortar.store.FhirStore;
import dev.mortar.store.StableId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Practitioner;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Task;

/**
 * Opens a task for the managers before a licence ends, and for whoever has none. One for each end
 * of each account, however often it looks.
 */
final class LicenceReviews {
  private static final Duration SEE_TO_IT_WITHIN = Duration.ofDays(7);

  private final People people;
  private final Licences licences;
  private final FhirStore store;
  private final Duration notice;
  private final Clock clock;

  LicenceReviews(People people, Licences licences, FhirStore store, Duration notice, Clock clock) {
    this.people = people;
    this.licences = licences;
    this.store = store;
    this.notice = notice;
    this.clock = clock;
  }

  /** Opens what is not open yet; how many. */
  int open() {
    Instant now = clock.instant();
    List<Task> tasks =
        people.all().stream()
            .filter(account -> account.active() && licences.need(account.role()))
            .flatMap(account -> task(account, now).stream())
            .filter(task -> store.find(Task.class, task.getIdElement().getIdPart()).isEmpty())
            .toList();
    tasks.forEach(store::save);
    return tasks.size();
  }

  private Optional<Task> task(Account account, Instant now) {
    Optional<Instant> until = licences.until(account.fhirUser());
    if (until.isEmpty()) {
      return Optional.of(
          task(
              account,
              "none",
              "%s (%s) has no active licence on record. Add it to %s, or suspend the account."
                  .formatted(account.username(), account.role().code(), account.fhirUser()),
              now,
              now.plus(SEE_TO_IT_WITHIN)));
    }
    Instant end = until.get();
    if (end.isAfter(now.plus(notice))) {
      return Optional.empty();
    }
    String day = end.minusMillis(1).atOffset(ZoneOffset.UTC).toLocalDate().toString();
    return Optional.of(
        task(
            account,
            day,
            "The licence of %s (%s) ends on %s. Add the renewed one to %s; without it the account is out."
                .formatted(account.username(), account.role().code(), day, account.fhirUser()),
            now,
            end));
  }

  private Task task(Account account, String end, String description, Instant now, Instant due) {
    Task task =
        ManagerTask.of(
            StableId.of("licence-review", account.username(), end),
            TaskCode.LICENCE_REVIEW,
            "licence-review/" + account.username() + "/" + end,
            description,
            now,
            due);
    var person = new IdType(account.fhirUser());
    return store.find(Practitioner.class, person.getIdPart()).isPresent()
        ? task.setFocus(new Reference(account.fhirUser()))
        : task;
  }
}

package dev.mortar.security;

import dev.mortar.access.Caller;
import dev.mortar.ig.Canonicals;
import dev.mortar.ig.Codes;
import dev.mortar.store.FhirStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskIntent;
import org.hl7.fhir.r4.model.Task.TaskPriority;
import org.hl7.fhir.r4.model.Task.TaskStatus;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Opens a record for somebody who does not reach it, in an emergency: for a while, and with a task
 * for the manager to look at it. Opening and task stand or fall together.
 */
public final class BreakGlass {
  public static final Duration LONGEST = Duration.ofMinutes(60);

  private static final Duration REVIEW_WITHIN = Duration.ofDays(3);

  private final JdbcClient jdbc;
  private final FhirStore store;
  private final Clock clock;
  private final ApplicationEventPublisher events;

  BreakGlass(JdbcClient jdbc, FhirStore store, Clock clock, ApplicationEventPublisher events) {
    this.jdbc = jdbc;
    this.store = store;
    this.clock = clock;
    this.events = events;
  }

  /**
   * @throws NoSuchRecordException if there is no such patient
   * @throws IllegalArgumentException if the reason is empty or the time too long
   */
  public Opened open(Caller caller, String patientId, String reason, Duration time) {
    if (reason.isBlank() || time.compareTo(LONGEST) > 0 || !time.isPositive()) {
      throw new IllegalArgumentException(
          "Breaking the glass needs a reason and at most " + LONGEST.toMinutes() + " minutes.");
    }
    if (store.find(Patient.class, patientId).isEmpty()) {
      throw new NoSuchRecordException();
    }
    Instant now = clock.instant();
    Instant until = now.plus(time);
    Opened opened = store.atomically(() -> write(caller, patientId, reason, now, until));
    events.publishEvent(opened);
    return opened;
  }

  private Opened write(Caller caller, String patientId, String reason, Instant now, Instant until) {
    jdbc.sql(
            "insert into break_glass (id, account, patient_id, opened_at, open_until)"
                + " values (?, ?, ?, ?, ?)")
        .params(UUID.randomUUID().toString(), caller.name(), patientId, utc(now), utc(until))
        .update();
    Task review = store.save(review(caller, patientId, reason, now));
    return new Opened(patientId, until, "Task/" + review.getIdElement().getIdPart());
  }

  /** The records that are open to the account now. */
  public List<Opened> openTo(String account) {
    return jdbc.sql(
            "select patient_id, max(open_until) from break_glass"
                + " where account = ? and open_until > ? group by patient_id")
        .params(account, utc(clock.instant()))
        .query(
            (row, number) ->
                new Opened(
                    row.getString(1), row.getObject(2, OffsetDateTime.class).toInstant(), ""))
        .list();
  }

  private static Task review(Caller caller, String patientId, String reason, Instant now) {
    Task task = new Task();
    task.setStatus(TaskStatus.REQUESTED)
        .setIntent(TaskIntent.ORDER)
        .setPriority(TaskPriority.URGENT)
        .setCode(Codes.TaskCode.EMERGENCY_REVIEW.concept())
        .setFor(new Reference("Patient/" + patientId))
        .setAuthoredOn(Date.from(now))
        .setDescription(caller.name() + ": " + reason);
    caller.fhirUser().ifPresent(person -> task.setRequester(new Reference(person)));
    task.addPerformerType(Codes.Role.MANAGER.concept());
    task.getRestriction().getPeriod().setEnd(Date.from(now.plus(REVIEW_WITHIN)));
    task.getMeta().addProfile(Canonicals.PROFILE_FOLLOWUP_TASK);
    return task;
  }

  private static OffsetDateTime utc(Instant moment) {
    return moment.atOffset(ZoneOffset.UTC);
  }

  /**
   * @param review the task of the review; empty if it was not asked for
   */
  public record Opened(String patientId, Instant until, String review) {}

  /** There is nothing to open. */
  public static final class NoSuchRecordException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }
}

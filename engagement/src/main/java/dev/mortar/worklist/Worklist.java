package dev.mortar.worklist;

import dev.mortar.ig.Canonicals;
import dev.mortar.ig.Codes.Role;
import dev.mortar.ig.Codes.TaskBusinessStatus;
import dev.mortar.priority.Prioritizer;
import dev.mortar.priority.Score;
import dev.mortar.store.FhirStore;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskIntent;
import org.hl7.fhir.r4.model.Task.TaskPriority;
import org.hl7.fhir.r4.model.Task.TaskStatus;

/** Opens follow-up tasks, keeps them true when their reason changes, and scores them. */
public final class Worklist {
  private final FhirStore store;
  private final Prioritizer prioritizer;
  private final SlaTable slas;
  private final Clock clock;

  Worklist(FhirStore store, Prioritizer prioritizer, SlaTable slas, Clock clock) {
    this.store = store;
    this.prioritizer = prioritizer;
    this.slas = slas;
    this.clock = clock;
  }

  /** What a task scores, and when it is due by that. */
  public record Prioritized(Task task, Score score) {}

  /**
   * Opens the task, or brings it up to date if it is open already. A task that has ended stays
   * ended: a person has decided.
   */
  public Task open(FollowUp followUp) {
    return store.atomically(
        () -> {
          var existing = store.find(Task.class, followUp.id());
          if (existing.isEmpty()) {
            return create(followUp);
          }
          var task = existing.get();
          return TaskRules.ended(task) ? task : refresh(task, followUp);
        });
  }

  /** What to do when the reason of a task no longer holds. */
  public enum Withdrawal {
    /** End it, unless somebody has begun to work on it. */
    CANCEL,
    /** Leave it to the person who works on it, with a note. */
    ANNOTATE
  }

  /** The reason no longer holds. Does nothing if there is no such open task. */
  public void withdraw(String id, Withdrawal withdrawal, String why) {
    store.atomically(
        () -> {
          store
              .find(Task.class, id)
              .filter(task -> !TaskRules.ended(task))
              .ifPresent(task -> withdraw(task, withdrawal, why));
          return id;
        });
  }

  /** Scores the task as of a moment and, if wanted, stores score and priority. */
  public Prioritized prioritize(Task task, Instant asOf, boolean persist) {
    var score = prioritizer.score(task, asOf);
    if (persist && !TaskRules.ended(task)) {
      write(score, task, Optional.empty());
      return new Prioritized(store.save(task), score);
    }
    return new Prioritized(task, score);
  }

  /** One task. */
  public Optional<Task> find(String id) {
    return store.find(Task.class, id);
  }

  /** The tasks of a search, most urgent first where the search does not say otherwise. */
  public List<Task> search(String query, int limit) {
    return store.search(Task.class, query, limit);
  }

  private Task create(FollowUp followUp) {
    var now = clock.instant();
    var task = new Task();
    task.setId(followUp.id());
    task.getMeta().addProfile(Canonicals.PROFILE_FOLLOWUP_TASK);
    task.addIdentifier(
        new Identifier().setSystem(Canonicals.SID_RULE_TASK).setValue(followUp.id()));
    task.setStatus(TaskStatus.REQUESTED).setIntent(TaskIntent.ORDER);
    task.setBusinessStatus(TaskBusinessStatus.OPEN.concept());
    task.setCode(followUp.code().concept());
    followUp.patient().ifPresent(task::setFor);
    followUp.rule().ifPresent(task::setInstantiatesCanonical);
    task.setAuthoredOn(Date.from(now)).setLastModified(Date.from(now));
    describe(task, followUp);
    var score = prioritizer.score(task, now);
    write(score, task, followUp.priority());
    promise(task, followUp, now);
    return store.save(task);
  }

  private void promise(Task task, FollowUp followUp, Instant now) {
    var sla = slas.find(task);
    var agreed = sla.map(found -> slas.after(found, task, now, found.complete()));
    var latest = followUp.within().map(now::plus);
    Stream.concat(agreed.stream(), latest.stream())
        .min(Comparator.naturalOrder())
        .ifPresent(due -> task.getRestriction().getPeriod().setEnd(Date.from(due)));
    sla.flatMap(Sla::performer).map(Role::concept).ifPresent(task::addPerformerType);
  }

  private Task refresh(Task task, FollowUp followUp) {
    var before = task.getDescription();
    describe(task, followUp);
    var now = clock.instant();
    var score = prioritizer.score(task, now);
    if (before.equals(task.getDescription()) && sameTotal(task, score)) {
      return task;
    }
    if (!before.equals(task.getDescription())) {
      note(task, "Was: " + before);
    }
    var was = task.getPriority();
    write(score, task, followUp.priority());
    if (task.getPriority() != was) {
      promise(task.setPerformerType(null), followUp, now);
    }
    task.setLastModified(Date.from(now));
    return store.save(task);
  }

  private static boolean sameTotal(Task task, Score score) {
    var stored = task.getExtensionByUrl(Canonicals.EXT_PRIORITY_SCORE);
    return stored != null
        && new dev.mortar.store.Parts(stored)
            .number("score")
            .filter(total -> total.compareTo(score.total()) == 0)
            .isPresent();
  }

  private static void describe(Task task, FollowUp followUp) {
    task.setDescription(followUp.description());
    task.setReasonReference(followUp.reason().copy());
    task.setFocus(new Reference(followUp.reason().getReference()));
  }

  private void write(Score score, Task task, Optional<TaskPriority> least) {
    Prioritizer.write(score, task);
    task.setPriority(
        least.filter(floor -> floor.compareTo(score.priority()) > 0).orElse(score.priority()));
  }

  private void withdraw(Task task, Withdrawal withdrawal, String why) {
    var untouched =
        switch (task.getStatus()) {
          case DRAFT, REQUESTED, READY -> !task.hasOwner();
          default -> false;
        };
    if (withdrawal == Withdrawal.CANCEL && untouched) {
      task.setStatus(TaskStatus.CANCELLED);
      task.setStatusReason(new CodeableConcept().setText(why));
      store.save(task.setLastModified(Date.from(clock.instant())));
    } else if (task.getNote().stream().noneMatch(note -> why.equals(note.getText()))) {
      note(task, why);
      store.save(task.setLastModified(Date.from(clock.instant())));
    }
  }

  private void note(Task task, String text) {
    task.addNote().setText(text).setTime(Date.from(clock.instant()));
  }
}

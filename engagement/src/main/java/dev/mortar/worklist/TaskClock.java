package dev.mortar.worklist;

import dev.mortar.directory.Pharmacies;
import dev.mortar.due.DueHandler;
import dev.mortar.due.DueWork;
import dev.mortar.ig.Canonicals;
import dev.mortar.ig.Codes.SlaKind;
import dev.mortar.ig.Codes.TaskBusinessStatus;
import dev.mortar.store.FhirStore;
import dev.mortar.store.Parts;
import dev.mortar.store.ResourceStored;
import dev.mortar.store.ResourceStored.Change;
import dev.mortar.store.StoredListener;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Task;

/**
 * Watches the agreed times of open tasks: marks what was missed and tells the next role. What is
 * due follows from the task as it is stored, so that being called twice changes nothing.
 */
final class TaskClock implements DueHandler, StoredListener {
  private static final String KIND = "worklist.clock";

  /** Something to do about a task when its time has come. */
  private sealed interface Step {
    Instant at();

    record Missed(Instant at, SlaKind kind) implements Step {}

    record Escalate(Instant at, Sla.Step step) implements Step {}
  }

  private final FhirStore store;
  private final DueWork due;
  private final SlaTable slas;
  private final Pharmacies pharmacies;
  private final Clock clock;

  TaskClock(FhirStore store, DueWork due, SlaTable slas, Pharmacies pharmacies, Clock clock) {
    this.store = store;
    this.due = due;
    this.slas = slas;
    this.pharmacies = pharmacies;
    this.clock = clock;
  }

  @Override
  public Set<String> types() {
    return Set.of("Task");
  }

  @Override
  public void stored(List<ResourceStored> changes) {
    for (var change : changes) {
      if (change.change() == Change.DELETED) {
        due.cancel(KIND, change.id());
      } else if (!due.plan(KIND, change.id(), clock.instant(), "")
          && !due.move(KIND, change.id(), clock.instant())) {
        // It is being looked at this moment, perhaps as it was before: look again.
        due.plan(KIND, change.id() + "#" + change.version(), clock.instant(), "");
      }
    }
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Optional<Instant> handle(String key, String payload) {
    return store.atomically(() -> store.find(Task.class, key.split("#", 2)[0]).flatMap(this::tick));
  }

  private Optional<Instant> tick(Task task) {
    if (TaskRules.ended(task) || !TaskRules.applyTo(task)) {
      return Optional.empty();
    }
    var open = steps(task).filter(step -> !done(task, step)).toList();
    var now = clock.instant();
    var come = open.stream().filter(step -> !step.at().isAfter(now)).toList();
    if (!come.isEmpty()) {
      come.forEach(step -> take(task, step));
      store.save(task);
    }
    return open.stream().map(Step::at).filter(now::isBefore).min(Instant::compareTo);
  }

  private Stream<Step> steps(Task task) {
    if (!task.getRestriction().getPeriod().hasEnd()) {
      return Stream.empty();
    }
    var end = task.getRestriction().getPeriod().getEnd().toInstant();
    var completion = Stream.<Step>of(new Step.Missed(end, SlaKind.COMPLETE));
    var sla = slas.find(task);
    var response =
        sla
            .filter(found -> task.hasAuthoredOn() && !task.hasOwner())
            .flatMap(Sla::respond)
            .map(time -> slas.after(sla.get(), task, task.getAuthoredOn().toInstant(), time))
            .<Step>map(at -> new Step.Missed(at, SlaKind.RESPOND))
            .stream();
    var escalations =
        sla.stream()
            .flatMap(found -> found.steps().stream())
            .<Step>map(step -> new Step.Escalate(end.plus(step.after()), step));
    return Stream.of(completion, response, escalations).flatMap(each -> each);
  }

  private static boolean done(Task task, Step step) {
    return switch (step) {
      case Step.Missed missed -> has(task, Canonicals.EXT_SLA_BREACH, "kind", missed.kind().code());
      case Step.Escalate up ->
          has(task, Canonicals.EXT_ESCALATION, "level", up.step().level().code());
    };
  }

  private static boolean has(Task task, String url, String part, String code) {
    return task.getExtensionsByUrl(url).stream()
        .map(Parts::new)
        .anyMatch(parts -> parts.text(part).filter(code::equals).isPresent());
  }

  private void take(Task task, Step step) {
    switch (step) {
      case Step.Missed missed -> {
        add(task, Canonicals.EXT_SLA_BREACH, "kind", missed.kind().code(), missed.at());
        if (missed.kind() == SlaKind.COMPLETE) {
          task.setBusinessStatus(TaskBusinessStatus.OVERDUE.concept());
        }
      }
      case Step.Escalate up -> {
        var level = up.step().level().code();
        var extension = add(task, Canonicals.EXT_ESCALATION, "level", level, up.at());
        pharmacies
            .anyone(up.step().role())
            .ifPresent(who -> extension.addExtension(new Extension("to", who)));
        task.addPerformerType(up.step().role().concept());
        task.setBusinessStatus(TaskBusinessStatus.ESCALATED.concept());
      }
    }
  }

  private static Extension add(Task task, String url, String part, String code, Instant at) {
    var extension = new Extension(url);
    extension.addExtension(new Extension(part, new CodeType(code)));
    extension.addExtension(new Extension("at", new DateTimeType(Date.from(at))));
    task.addExtension(extension);
    return extension;
  }
}

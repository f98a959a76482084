package dev.mortar.storage.inbound;

import dev.mortar.due.DueHandler;
import dev.mortar.hl7.UnknownCodes;
import dev.mortar.hl7.UnknownCodes.Key;
import dev.mortar.hl7.UnknownCodes.UnknownCode;
import dev.mortar.ig.Canonicals;
import dev.mortar.mapping.DeterministicId;
import dev.mortar.store.FhirStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskIntent;
import org.hl7.fhir.r4.model.Task.TaskPriority;
import org.hl7.fhir.r4.model.Task.TaskStatus;

/**
 * One task for each code that a sender uses and no table knows. It ends by itself when no message
 * has the code any more, and begins anew should it come again.
 */
final class UnknownCodeTasks implements DueHandler {
  static final String KIND = "hl7-unknown-codes";

  private static final String TASK_CODE = "unmapped-code";
  private static final String RESOLVED = "resolved";
  private static final Duration PAUSE = Duration.ofMinutes(1);

  /** Longer than any stop that is not a matter for more than this list. */
  private static final Duration LOOK_BACK = Duration.ofDays(2);

  private static final int MOST = 200;

  private final FhirStore store;
  private final UnknownCodes codes;
  private final Clock clock;

  UnknownCodeTasks(FhirStore store, UnknownCodes codes, Clock clock) {
    this.store = store;
    this.codes = codes;
    this.clock = clock;
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Optional<Instant> handle(String key, String payload) {
    codes.all(clock.instant().minus(LOOK_BACK), MOST).forEach(this::open);
    openTasks().forEach(this::endIfSettled);
    return Optional.of(clock.instant().plus(PAUSE));
  }

  /** What a person has ended is ended; what ended by itself begins anew under a further id. */
  private void open(UnknownCode code) {
    int round = 0;
    Optional<Task> known = store.find(Task.class, id(code.key(), round));
    while (known.isPresent() && cameAgain(known.get(), code)) {
      round++;
      known = store.find(Task.class, id(code.key(), round));
    }
    if (known.isEmpty()) {
      Task task = task(code);
      task.setId(id(code.key(), round));
      store.save(task);
    }
  }

  private static boolean cameAgain(Task task, UnknownCode code) {
    boolean settled =
        task.getStatus() == TaskStatus.COMPLETED
            && task.getOutput().stream()
                .anyMatch(
                    output ->
                        output.getValue() instanceof CodeableConcept outcome
                            && outcome.hasCoding(Canonicals.CS_TASK_OUTCOME, RESOLVED));
    return settled && task.getLastModified().toInstant().isBefore(code.noted());
  }

  private Task task(UnknownCode unknown) {
    Key key = unknown.key();
    Task task = new Task();
    task.setStatus(TaskStatus.READY)
        .setIntent(TaskIntent.ORDER)
        .setPriority(TaskPriority.ROUTINE)
        .setCode(
            new CodeableConcept(new Coding(Canonicals.CS_TASK_CODE, TASK_CODE, "Unmapped code")))
        .setDescription(
            "Code %s of %s at %s (%s) is not in table %s"
                .formatted(
                    key.code(), key.application(), key.facility(), unknown.path(), key.table()))
        .setAuthoredOn(Date.from(clock.instant()))
        .setLastModified(Date.from(clock.instant()));
    input(task, "application", key.application());
    input(task, "facility", key.facility());
    input(task, "table", key.table());
    input(task, "code", key.code());
    return task;
  }

  private static void input(Task task, String name, String value) {
    if (!value.isEmpty()) {
      task.addInput().setType(new CodeableConcept().setText(name)).setValue(new StringType(value));
    }
  }

  private List<Task> openTasks() {
    return store.search(
        Task.class,
        "code=" + Canonicals.CS_TASK_CODE + "|" + TASK_CODE + "&status=ready,accepted,in-progress",
        MOST);
  }

  private void endIfSettled(Task task) {
    Key key =
        new Key(
            input(task, "application"),
            input(task, "facility"),
            input(task, "table"),
            input(task, "code"));
    if (!key.table().isEmpty() && !codes.isOpen(key)) {
      Coding resolved = new Coding(Canonicals.CS_TASK_OUTCOME, RESOLVED, "Resolved");
      task.addOutput()
          .setType(new CodeableConcept().setText("outcome"))
          .setValue(new CodeableConcept(resolved));
      store.save(task.setStatus(TaskStatus.COMPLETED).setLastModified(Date.from(clock.instant())));
    }
  }

  private static String input(Task task, String name) {
    return task.getInput().stream()
        .filter(input -> name.equals(input.getType().getText()))
        .map(input -> input.getValue().primitiveValue())
        .findFirst()
        .orElse("");
  }

  private static String id(Key key, int round) {
    return DeterministicId.of(
        "Task",
        KIND,
        key.application(),
        key.facility(),
        key.table(),
        key.code(),
        Integer.toString(round));
  }
}

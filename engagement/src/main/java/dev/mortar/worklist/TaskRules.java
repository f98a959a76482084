package dev.mortar.worklist;

import static org.hl7.fhir.r4.model.Task.TaskStatus.ACCEPTED;
import static org.hl7.fhir.r4.model.Task.TaskStatus.CANCELLED;
import static org.hl7.fhir.r4.model.Task.TaskStatus.COMPLETED;
import static org.hl7.fhir.r4.model.Task.TaskStatus.DRAFT;
import static org.hl7.fhir.r4.model.Task.TaskStatus.ENTEREDINERROR;
import static org.hl7.fhir.r4.model.Task.TaskStatus.FAILED;
import static org.hl7.fhir.r4.model.Task.TaskStatus.INPROGRESS;
import static org.hl7.fhir.r4.model.Task.TaskStatus.ONHOLD;
import static org.hl7.fhir.r4.model.Task.TaskStatus.READY;
import static org.hl7.fhir.r4.model.Task.TaskStatus.RECEIVED;
import static org.hl7.fhir.r4.model.Task.TaskStatus.REJECTED;
import static org.hl7.fhir.r4.model.Task.TaskStatus.REQUESTED;

import dev.mortar.ig.Canonicals;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskStatus;

/**
 * What may become of a task. After the state machine of <a
 * href="https://hl7.org/fhir/R4/task.html#statemachine">FHIR R4 Task</a>; a task that nobody took
 * yet may be completed at once, because short work is not worth two steps.
 */
public final class TaskRules {
  private static final Set<TaskStatus> ENDED =
      EnumSet.of(COMPLETED, CANCELLED, FAILED, REJECTED, ENTEREDINERROR);
  private static final Map<TaskStatus, Set<TaskStatus>> NEXT = new EnumMap<>(TaskStatus.class);

  static {
    var open = EnumSet.of(RECEIVED, ACCEPTED, READY, INPROGRESS, ONHOLD, COMPLETED, FAILED);
    open.addAll(EnumSet.of(CANCELLED, REJECTED, ENTEREDINERROR));
    NEXT.put(DRAFT, EnumSet.of(REQUESTED, READY, CANCELLED, ENTEREDINERROR));
    NEXT.put(REQUESTED, open);
    NEXT.put(RECEIVED, open);
    NEXT.put(ACCEPTED, open);
    NEXT.put(READY, open);
    NEXT.put(INPROGRESS, EnumSet.complementOf(EnumSet.of(DRAFT, REQUESTED, REJECTED)));
    NEXT.put(ONHOLD, EnumSet.complementOf(EnumSet.of(DRAFT, REQUESTED, REJECTED)));
  }

  private TaskRules() {}

  /** Whether nothing can be done about it any more. */
  public static boolean ended(Task task) {
    return ENDED.contains(task.getStatus());
  }

  /** Whether it is a follow-up task of ours, to which these rules apply. */
  public static boolean applyTo(Task task) {
    return task.getCode().getCoding().stream()
        .anyMatch(coding -> Canonicals.CS_TASK_CODE.equals(coding.getSystem()));
  }

  /** Why a new task must not be stored, if so. */
  public static Optional<String> refusal(Task created) {
    return created.getStatus() == COMPLETED ? withoutOutcome(created) : Optional.empty();
  }

  /** Why the change must not be stored, if so. */
  public static Optional<String> refusal(Task before, Task after) {
    var from = before.getStatus();
    var to = after.getStatus();
    if (from == to) {
      return to == COMPLETED ? withoutOutcome(after) : Optional.empty();
    }
    if (to == null || !allowed(from).contains(to)) {
      return Optional.of("A task that is %s cannot become %s".formatted(code(from), code(to)));
    }
    return to == COMPLETED ? withoutOutcome(after) : Optional.empty();
  }

  private static Set<TaskStatus> allowed(TaskStatus from) {
    var afterEnd = EnumSet.of(ENTEREDINERROR);
    return from == null ? EnumSet.allOf(TaskStatus.class) : NEXT.getOrDefault(from, afterEnd);
  }

  private static Optional<String> withoutOutcome(Task task) {
    var coded =
        task.getOutput().stream()
            .map(Task.TaskOutputComponent::getValue)
            .filter(CodeableConcept.class::isInstance)
            .map(CodeableConcept.class::cast)
            .flatMap(concept -> concept.getCoding().stream())
            .anyMatch(coding -> Canonicals.CS_TASK_OUTCOME.equals(coding.getSystem()));
    return coded
        ? Optional.empty()
        : Optional.of(
            "A task is completed with an outcome: output with a code of "
                + Canonicals.CS_TASK_OUTCOME);
  }

  private static String code(TaskStatus status) {
    return status == null ? "without status" : status.toCode();
  }
}

package dev.mortar.worklist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mortar.ig.Codes.TaskCode;
import dev.mortar.ig.Codes.TaskOutcome;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskStatus;
import org.junit.jupiter.api.Test;

final class TaskRulesTest {
  private static Task task(TaskStatus status) {
    return new Task().setStatus(status).setCode(TaskCode.OTHER.concept());
  }

  private static Task done() {
    var task = task(TaskStatus.COMPLETED);
    task.addOutput().setValue(TaskOutcome.REACHED.concept());
    return task;
  }

  @Test
  void aTaskIsCompletedWithAnOutcomeAndNotWithout() {
    assertThat(TaskRules.refusal(task(TaskStatus.INPROGRESS), done())).isEmpty();
    assertThat(TaskRules.refusal(task(TaskStatus.INPROGRESS), task(TaskStatus.COMPLETED)))
        .hasValueSatisfying(why -> assertThat(why).contains("pe-task-outcome"));
    assertThat(TaskRules.refusal(task(TaskStatus.COMPLETED))).isPresent();
  }

  @Test
  void whatHasEndedStaysEnded() {
    assertThat(TaskRules.refusal(done(), task(TaskStatus.INPROGRESS))).isPresent();
    assertThat(TaskRules.refusal(task(TaskStatus.CANCELLED), task(TaskStatus.READY))).isPresent();
    assertThat(TaskRules.refusal(done(), task(TaskStatus.ENTEREDINERROR))).isEmpty();
  }

  @Test
  void anOpenTaskGoesOn() {
    assertThat(TaskRules.refusal(task(TaskStatus.REQUESTED), task(TaskStatus.ACCEPTED))).isEmpty();
    assertThat(TaskRules.refusal(task(TaskStatus.READY), task(TaskStatus.INPROGRESS))).isEmpty();
    assertThat(TaskRules.refusal(task(TaskStatus.INPROGRESS), task(TaskStatus.DRAFT))).isPresent();
  }
}

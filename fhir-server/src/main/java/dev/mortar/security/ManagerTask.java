package dev.mortar.security;

import dev.mortar.ig.Canonicals;
import dev.mortar.ig.Codes;
import dev.mortar.ig.Codes.TaskCode;
import java.time.Instant;
import java.util.Date;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskIntent;
import org.hl7.fhir.r4.model.Task.TaskPriority;
import org.hl7.fhir.r4.model.Task.TaskStatus;

/** Work for whoever manages the pharmacy. */
public final class ManagerTask {
  private ManagerTask() {}

  /**
   * Not stored yet, and nobody's.
   *
   * @param id the same matter always has the same one, so that it is opened once
   * @param name of the matter, for people who look at the data
   */
  public static Task of(
      String id, TaskCode code, String name, String description, Instant now, Instant due) {
    var task = new Task();
    task.setId(id);
    task.getMeta().addProfile(Canonicals.PROFILE_FOLLOWUP_TASK);
    task.addIdentifier().setSystem(Canonicals.CS_TASK_CODE).setValue(name);
    task.setStatus(TaskStatus.REQUESTED)
        .setIntent(TaskIntent.ORDER)
        .setPriority(TaskPriority.ROUTINE)
        .setCode(code.concept())
        .setAuthoredOn(Date.from(now))
        .setDescription(description);
    task.addPerformerType(Codes.Role.MANAGER.concept());
    task.getRestriction().getPeriod().setEnd(Date.from(due));
    return task;
  }
}

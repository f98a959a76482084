package dev.mortar.automation;

import dev.mortar.ig.Codes.MsgPurpose;
import dev.mortar.ig.Codes.TaskCode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Task.TaskPriority;

/** What a rule does. */
sealed interface Action {
  /**
   * Opens a follow-up task.
   *
   * @param description FHIRPath; empty for the title
   * @param evaluateAt FHIRPath of the moment to look again and act; empty for now
   * @param within the latest time until it is due
   * @param templates messages to the patient about the task
   */
  record OpenFollowUp(
      TaskCode code,
      String title,
      Optional<String> description,
      Optional<String> evaluateAt,
      Optional<TaskPriority> priority,
      Optional<Duration> within,
      List<String> templates)
      implements Action {
    static final MsgPurpose PURPOSE = MsgPurpose.FOLLOW_UP;
  }
}

package dev.mortar.worklist;

import dev.mortar.ig.Codes.EscalationLevel;
import dev.mortar.ig.Codes.Role;
import dev.mortar.store.Parts;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How soon a kind of task must be taken and done.
 *
 * @param code empty for every code
 * @param priority empty for every priority
 * @param respond time until somebody takes it
 * @param complete time until it is done
 * @param businessHours whether only opening hours count
 * @param performer who does it first
 */
record Sla(
    Optional<String> code,
    Optional<String> priority,
    Optional<Duration> respond,
    Duration complete,
    boolean businessHours,
    Optional<Role> performer,
    List<Step> steps) {
  /** Who is told how long after the due time. */
  record Step(EscalationLevel level, Duration after, Role role) {}

  static Sla of(Parts target) {
    return new Sla(
        target.text("code"),
        target.text("priority"),
        target.duration("respond"),
        target.duration("complete").orElseThrow(() -> target.missing("complete")),
        target.text("businessHours").map(Boolean::valueOf).orElse(false),
        target.text("performer").flatMap(Role::of),
        target.all("escalation").stream().map(Sla::step).toList());
  }

  boolean fits(String taskCode, String taskPriority) {
    return code.map(taskCode::equals).orElse(true)
        && priority.map(taskPriority::equals).orElse(true);
  }

  private static Step step(Parts parts) {
    var level = EscalationLevel.of(parts.required("level"));
    var role = Role.of(parts.required("role"));
    return new Step(
        level.orElseThrow(() -> parts.missing("a known level")),
        parts.duration("after").orElseThrow(() -> parts.missing("after")),
        role.orElseThrow(() -> parts.missing("a known role")));
  }
}

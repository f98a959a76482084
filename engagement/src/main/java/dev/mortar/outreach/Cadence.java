package dev.mortar.outreach;

import dev.mortar.ig.Codes.MsgPurpose;
import dev.mortar.outreach.channel.Medium;
import dev.mortar.store.Parts;
import java.time.Duration;
import java.util.List;

/** When reminders go out before an appointment. */
record Cadence(MsgPurpose purpose, List<Step> steps) {
  /** One reminder: how long before, by which media in order of choice, from which template. */
  record Step(Duration before, List<Medium> media, String template) {}

  static Cadence of(Parts parts) {
    var purpose = MsgPurpose.of(parts.required("purpose"));
    return new Cadence(
        purpose.orElseThrow(() -> parts.missing("a known purpose")),
        parts.all("step").stream().map(Cadence::step).toList());
  }

  private static Step step(Parts parts) {
    return new Step(
        parts.duration("before").orElseThrow(() -> parts.missing("before")),
        parts.texts("channel").stream().flatMap(code -> Medium.of(code).stream()).toList(),
        parts.required("template"));
  }
}

package dev.mortar.cds;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mortar.security.HookCall;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What became of cards, as an EHR tells it.
 *
 * @see <a href="https://cds-hooks.hl7.org/2.0/#feedback">Feedback</a>
 */
final class Feedback {
  private static final int MOST = 50;
  private static final int MOST_SUGGESTIONS = 20;
  private static final int LONGEST_COMMENT = 1_000;
  private static final Set<String> OUTCOMES = Set.of("accepted", "overridden");

  private Feedback() {}

  /**
   * @throws HookProblem if it is malformed or too much
   */
  static List<HookCall.Note> read(JsonNode body) {
    JsonNode all = body.path("feedback");
    if (!all.isArray() || all.isEmpty() || all.size() > MOST) {
      throw HookProblem.malformed("feedback must be an array of 1 to " + MOST + " objects.");
    }
    List<HookCall.Note> notes = new ArrayList<>();
    for (JsonNode one : all) {
      notes.add(note(one));
    }
    return notes;
  }

  private static HookCall.Note note(JsonNode one) {
    String card = HookJson.text(one, "card", "the uuid of a card", HookJson::isUuid);
    String outcome = HookJson.text(one, "outcome", "accepted or overridden", OUTCOMES::contains);
    Map<String, String> details = new HashMap<>();
    details.put("at", HookJson.text(one, "outcomeTimestamp", "a time", HookJson::isInstant));
    if (outcome.equals("accepted")) {
      details.put("suggestions", suggestions(one.path("acceptedSuggestions")));
    } else if (one.hasNonNull("overrideReason")) {
      reason(HookJson.object(one, "overrideReason"), details);
    }
    return new HookCall.Note(Optional.empty(), card, Optional.of(outcome), details);
  }

  private static String suggestions(JsonNode accepted) {
    if (!accepted.isArray() || accepted.isEmpty() || accepted.size() > MOST_SUGGESTIONS) {
      throw HookProblem.malformed("acceptedSuggestions must name what was accepted.");
    }
    List<String> ids = new ArrayList<>();
    for (JsonNode one : accepted) {
      ids.add(HookJson.text(one, "id", "the uuid of a suggestion", HookJson::isUuid));
    }
    return String.join(" ", ids);
  }

  private static void reason(JsonNode reason, Map<String, String> details) {
    if (reason.hasNonNull("reason")) {
      JsonNode coding = HookJson.object(reason, "reason");
      details.put("reason-code", HookJson.text(coding, "code", "a code", HookJson::isShort));
      HookJson.optional(coding, "system", "an address", HookJson::isShort)
          .ifPresent(system -> details.put("reason-system", system));
    }
    HookJson.optional(
            reason,
            "userComment",
            "at most " + LONGEST_COMMENT + " characters",
            text -> text.length() <= LONGEST_COMMENT)
        .map(text -> text.replaceAll("\\p{C}+", " ").strip())
        .filter(text -> !text.isEmpty())
        .ifPresent(text -> details.put("comment", text));
  }
}

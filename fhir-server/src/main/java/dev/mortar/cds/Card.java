package dev.mortar.cds;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.mortar.ig.Code;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * A card as CDS Hooks has it. Nothing empty is written.
 *
 * @param about what it is about, as {@code Task/7}; for us alone
 * @param summary plain text below 140 characters
 * @param detail in GitHub's Markdown
 * @see <a href="https://cds-hooks.hl7.org/2.0/#card-attributes">Card attributes</a>
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record Card(
    @JsonIgnore Optional<String> about,
    UUID uuid,
    String summary,
    Indicator indicator,
    String detail,
    Source source,
    String selectionBehavior,
    List<Suggestion> suggestions,
    List<Link> links) {

  /** One that only tells. */
  static Card telling(
      String about, String summary, Indicator indicator, String detail, Source source, Link link) {
    return new Card(
        Optional.of(about),
        UUID.randomUUID(),
        summary,
        indicator,
        detail,
        source,
        "",
        List.of(),
        List.of(link));
  }

  /** One that offers to do something. */
  static Card offering(
      String summary, String detail, Source source, Suggestion suggestion, Link link) {
    return new Card(
        Optional.empty(),
        UUID.randomUUID(),
        summary,
        Indicator.INFO,
        detail,
        source,
        "at-most-one",
        List.of(suggestion),
        List.of(link));
  }

  /** In rising order. */
  enum Indicator {
    INFO,
    WARNING,
    CRITICAL;

    @JsonValue
    String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Who says it, and on what. */
  record Source(String label, String url, Topic topic) {}

  record Topic(String system, String code, String display) {
    static Topic of(Code code) {
      return new Topic(code.system(), code.code(), code.display());
    }
  }

  record Link(String label, String url, String type) {}

  record Suggestion(String label, UUID uuid, List<Action> actions) {}

  /**
   * @param resource as JSON
   */
  record Action(String type, String description, @JsonRawValue String resource) {}
}

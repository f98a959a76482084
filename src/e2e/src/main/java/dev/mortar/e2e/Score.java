package dev.mortar.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * The priority score of a Task as its extension tells it.
 *
 * @param value 0 to 100
 * @param factors what the score is the sum of
 */
public record Score(BigDecimal value, List<Factor> factors) {
  private static final String URL = "https://mortar.dev/fhir/StructureDefinition/pe-priority-score";

  /**
   * @param label the reason in words
   */
  public record Factor(String code, String label, BigDecimal points) {}

  /** The score of this Task; zero without factors if it has none. */
  public static Score of(JsonNode task) {
    BigDecimal value = BigDecimal.ZERO;
    var factors = new ArrayList<Factor>();
    for (JsonNode extension : task.path("extension")) {
      if (extension.path("url").asText().equals(URL)) {
        value = part(extension, "score").path("valueDecimal").decimalValue();
        for (JsonNode part : extension.path("extension")) {
          if (part.path("url").asText().equals("factor")) {
            factors.add(factor(part));
          }
        }
      }
    }
    return new Score(value, factors);
  }

  private static Factor factor(JsonNode part) {
    JsonNode code = part(part, "code");
    return new Factor(
        code.has("valueCode")
            ? code.path("valueCode").asText()
            : code.at("/valueCoding/code").asText(),
        part(part, "label").path("valueString").asText(),
        part(part, "points").path("valueDecimal").decimalValue());
  }

  private static JsonNode part(JsonNode extension, String url) {
    for (JsonNode part : extension.path("extension")) {
      if (part.path("url").asText().equals(url)) {
        return part;
      }
    }
    return MissingNode.getInstance();
  }

  /** What the factors add up to; equals {@link #value} in a score that explains itself. */
  public BigDecimal sum() {
    return factors.stream().map(Factor::points).reduce(BigDecimal.ZERO, BigDecimal::add);
  }
}

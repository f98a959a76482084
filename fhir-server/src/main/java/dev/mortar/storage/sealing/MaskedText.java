package dev.mortar.storage.sealing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A resource whose sealed values cannot be opened: it says that they are there and not shown. */
final class MaskedText {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ABSENT = "http://hl7.org/fhir/StructureDefinition/data-absent-reason";
  private static final String DIV = "div";
  private static final String SHOWN = "[masked]";

  private MaskedText() {}

  /**
   * @param json with sealed values
   * @see <a href="https://hl7.org/fhir/R4/extension-data-absent-reason.html">data-absent-reason</a>
   */
  static String of(String json) {
    try {
      JsonNode resource = JSON.readTree(json);
      mask(resource);
      return JSON.writeValueAsString(resource);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A stored resource is no JSON", e);
    }
  }

  private static void mask(JsonNode node) {
    if (node instanceof ObjectNode object) {
      List<Map.Entry<String, JsonNode>> fields = new ArrayList<>(object.properties());
      fields.forEach(field -> mask(object, field.getKey(), field.getValue()));
    } else if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        if (isSealed(array.get(i))) {
          array.set(i, array.textNode(shown(array.get(i))));
        } else {
          mask(array.get(i));
        }
      }
    }
  }

  /** A narrative must stay, as XHTML has no extensions. */
  private static void mask(ObjectNode object, String name, JsonNode value) {
    if (!isSealed(value)) {
      mask(value);
    } else if (name.equals(DIV)) {
      object.put(name, shown(value));
    } else {
      object.remove(name);
      object
          .withObjectProperty("_" + name)
          .withArrayProperty("extension")
          .addObject()
          .put("url", ABSENT)
          .put("valueCode", "masked");
    }
  }

  private static boolean isSealed(JsonNode value) {
    return value.isTextual() && SealedText.isIn(value.textValue());
  }

  private static String shown(JsonNode value) {
    return SealedText.replaceSealed(value.textValue(), SHOWN);
  }
}

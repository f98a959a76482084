package dev.mortar.admin;

import ca.uhn.fhir.context.FhirContext;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mortar.mapping.Mapped;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/** Compares what two mappers made of one message, value by value. */
@Component
final class MessageDiff {
  private static final int MOST_LINES = 200;

  private final FhirContext fhir;
  private final ObjectMapper json = new ObjectMapper();

  MessageDiff(FhirContext fhir) {
    this.fhir = fhir;
  }

  /**
   * One value that differs.
   *
   * @param path within the transaction, such as {@code entry[1].resource.gender}
   * @param before empty if it was not there
   */
  record Line(String path, String before, String after) {}

  List<Line> of(Mapped before, Mapped after) {
    Map<String, String> one = values(before);
    Map<String, String> other = values(after);
    if (one.equals(other)) {
      return List.of();
    }
    TreeMap<String, String> paths = new TreeMap<>(one);
    paths.putAll(other);
    List<Line> lines = new ArrayList<>();
    for (String path : paths.keySet()) {
      String was = one.getOrDefault(path, "");
      String is = other.getOrDefault(path, "");
      if (!was.equals(is) && lines.size() < MOST_LINES) {
        lines.add(new Line(path, was, is));
      }
    }
    return lines;
  }

  private Map<String, String> values(Mapped mapped) {
    Map<String, String> values = new TreeMap<>();
    try {
      String text = fhir.newJsonParser().encodeResourceToString(mapped.bundle());
      flatten("", json.readTree(text), values);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("HAPI wrote what is no JSON", e);
    }
    return values;
  }

  private static void flatten(String path, JsonNode node, Map<String, String> into) {
    if (node.isObject()) {
      Iterator<Map.Entry<String, JsonNode>> fields = node.fields();
      while (fields.hasNext()) {
        Map.Entry<String, JsonNode> field = fields.next();
        flatten(
            path.isEmpty() ? field.getKey() : path + '.' + field.getKey(), field.getValue(), into);
      }
    } else if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        flatten(path + '[' + i + ']', node.get(i), into);
      }
    } else {
      into.put(path, node.asText());
    }
  }
}

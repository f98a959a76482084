package dev.mortar.storage.sealing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.Identifier;

/** Knows which identifiers are the most sensitive, by their system or their type. */
final class Sensitive {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String IDENTIFIER = "identifier";
  private static final Pattern NUMBER = Pattern.compile("(\\d{3})-?(\\d{2})-?(\\d{4})");

  private final Set<String> systems;
  private final Set<String> types;
  private final List<String> signs = new ArrayList<>();

  Sensitive(Set<String> systems, Set<String> types) {
    this.systems = new HashSet<>(systems);
    this.types = new HashSet<>(types);
    signs.addAll(this.systems);
    this.types.forEach(type -> signs.add('"' + type + '"'));
  }

  /** Without parsing; most resources end here. */
  boolean mayBeIn(String json) {
    for (String sign : signs) {
      if (json.contains(sign)) {
        return true;
      }
    }
    return false;
  }

  /** What {@link #mayBeIn} looks for, so that a database can look for it as well. */
  List<String> signs() {
    return List.copyOf(signs);
  }

  @Override
  public String toString() {
    return new TreeSet<>(signs).toString();
  }

  boolean isType(String code) {
    return types.contains(code);
  }

  boolean isSystem(String system) {
    return systems.contains(system);
  }

  /** The values of sensitive identifiers, wherever in the resource they stand. */
  Set<String> values(String json) {
    Set<String> values = new HashSet<>();
    if (mayBeIn(json)) {
      try {
        collect(JSON.readTree(json), values);
      } catch (JsonProcessingException e) {
        throw new IllegalArgumentException("A resource to be stored is no JSON", e);
      }
    }
    return values;
  }

  private void collect(JsonNode node, Set<String> values) {
    if (node.isObject() && node.path("value").isTextual() && isSensitive(node)) {
      add(node.path("value").textValue(), values);
    }
    node.forEach(child -> collect(child, values));
  }

  private boolean isSensitive(JsonNode identifier) {
    if (systems.contains(identifier.path("system").asText())) {
      return true;
    }
    for (JsonNode coding : identifier.path("type").path("coding")) {
      if (types.contains(coding.path("code").asText())) {
        return true;
      }
    }
    return false;
  }

  /** The values of the sensitive identifiers by which a resource is found. */
  Set<String> values(Base resource) {
    Base[] identifiers = resource.getProperty(IDENTIFIER.hashCode(), IDENTIFIER, false);
    Set<String> values = new HashSet<>();
    if (identifiers != null) {
      for (Base one : identifiers) {
        if (one instanceof Identifier identifier && isSensitive(identifier)) {
          add(identifier.getValue(), values);
        }
      }
    }
    return values;
  }

  private boolean isSensitive(Identifier identifier) {
    return identifier.hasValue()
        && (systems.contains(identifier.getSystem())
            || identifier.getType().getCoding().stream()
                .anyMatch(coding -> types.contains(coding.getCode())));
  }

  /**
   * Whether a search asks for a sensitive identifier, as far as it can be told.
   *
   * @param token its parts between bars: a value, system and value, or system, type and value
   */
  boolean isAskedFor(List<String> token) {
    String value = token.getLast();
    return token.size() == 1
        ? NUMBER.matcher(value).matches()
        : !value.isEmpty() && (isSystem(token.getFirst()) || isType(token.get(1)));
  }

  /** Whether it is written with the hyphens of a Social Security number. */
  static boolean isWritten(String value) {
    return value.indexOf('-') > 0 && NUMBER.matcher(value).matches();
  }

  /** A Social Security number is written with hyphens and without. */
  private static void add(String value, Set<String> values) {
    if (value.isBlank()) {
      return;
    }
    values.add(value);
    Matcher number = NUMBER.matcher(value);
    if (number.matches()) {
      values.add(number.group(1) + number.group(2) + number.group(3));
      values.add(number.group(1) + '-' + number.group(2) + '-' + number.group(3));
    }
  }
}

package dev.mortar.mapping.sender;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;

/**
 * Reads a sender profile from a properties file:
 *
 * <pre>
 * application = LAB
 * facility = NORTH
 * charset = windows-1252
 * zone = America/Chicago
 * identifier-system.NORTH = https://north.example/mrn
 * unit.mmol/l = mmol/L
 * code-system.L = https://north.example/tests
 * code.administrative-sex/W = F
 * certificate = dns:lab.north.example
 * silence = PT30M
 * sequence-numbers = true
 * queries = patients, identifiers, immunizations
 * </pre>
 */
public final class SenderProfileReader {
  private static final Set<String> SINGLE =
      Set.of(
          "application",
          "facility",
          "charset",
          "zone",
          "certificate",
          "silence",
          "sequence-numbers",
          "queries");
  private static final Set<String> QUERIES = Set.of("patients", "identifiers", "immunizations");
  private static final Set<String> MAPS =
      Set.of("identifier-system", "unit", "code-system", "code");

  private SenderProfileReader() {}

  /**
   * @param name of the file, for messages
   * @throws IllegalArgumentException for an unknown key or a value that cannot be used
   */
  public static SenderProfile read(String name, Reader in) throws IOException {
    Properties properties = new Properties();
    properties.load(in);
    Map<String, Map<String, String>> maps = new HashMap<>();
    for (String key : properties.stringPropertyNames()) {
      int dot = key.indexOf('.');
      String kind = dot < 0 ? key : key.substring(0, dot);
      if (dot > 0 && MAPS.contains(kind)) {
        maps.computeIfAbsent(kind, none -> new HashMap<>())
            .put(key.substring(dot + 1), properties.getProperty(key).strip());
      } else if (!SINGLE.contains(key)) {
        throw new IllegalArgumentException(name + ": unknown key " + key);
      }
    }
    return new SenderProfile(
        name,
        properties.getProperty("application", "").strip(),
        properties.getProperty("facility", "").strip(),
        charset(name, properties.getProperty("charset", "UTF-8").strip()),
        zone(name, properties.getProperty("zone", "Z").strip()),
        new SenderProfile.Words(
            maps.getOrDefault("identifier-system", Map.of()),
            maps.getOrDefault("unit", Map.of()),
            maps.getOrDefault("code-system", Map.of()),
            maps.getOrDefault("code", Map.of())),
        link(name, properties));
  }

  private static SenderProfile.Link link(String name, Properties properties) {
    String certificate = properties.getProperty("certificate", "").strip();
    if (!certificate.isEmpty() && !certificate.matches("(sha256|dns|subject):.+")) {
      throw new IllegalArgumentException(
          name + ": certificate begins with sha256:, dns: or subject:");
    }
    return new SenderProfile.Link(
        certificate,
        silence(name, properties.getProperty("silence", "PT0S").strip()),
        sequenced(name, properties.getProperty("sequence-numbers", "false").strip()),
        queries(name, properties.getProperty("queries", "").strip()));
  }

  private static Set<String> queries(String name, String value) {
    Set<String> queries = value.isEmpty() ? Set.of() : Set.of(value.split("\\s*,\\s*"));
    if (!QUERIES.containsAll(queries)) {
      throw new IllegalArgumentException(
          name + ": queries are any of patients, identifiers, immunizations");
    }
    return queries;
  }

  private static Duration silence(String name, String value) {
    try {
      return Duration.parse(value);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(name + ": silence is a duration such as PT30M", e);
    }
  }

  private static boolean sequenced(String name, String value) {
    return switch (value) {
      case "true" -> true;
      case "false" -> false;
      default ->
          throw new IllegalArgumentException(name + ": sequence-numbers is either true or false");
    };
  }

  private static Charset charset(String name, String value) {
    try {
      return Charset.forName(value);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      throw new IllegalArgumentException(name + ": unknown charset " + value, e);
    }
  }

  private static ZoneId zone(String name, String value) {
    try {
      return ZoneId.of(value);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(name + ": unknown zone " + value, e);
    }
  }
}

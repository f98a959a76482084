package dev.mortar.mapping.sender;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;

/**
 * What a sender means by what it sends.
 *
 * @param application MSH-3, empty for any
 * @param facility MSH-4, empty for any
 * @param charset of messages whose MSH-18 is silent
 * @param zone of times without an offset
 */
public record SenderProfile(
    String application, String facility, Charset charset, ZoneId zone, Words words) {
  /** A sender of whom nothing is known: UTF-8 and UTC. */
  public static final SenderProfile UNKNOWN =
      new SenderProfile("", "", StandardCharsets.UTF_8, ZoneOffset.UTC, Words.NONE);

  /**
   * The names that a sender uses in its own way.
   *
   * @param identifierSystems assigning authority (CX.4.1) to the URL of the identifier system
   * @param units the sender's unit to a UCUM code
   * @param codeSystems the sender's coding system (CWE.3) to a URL
   * @param codes {@code table/code} to the code of that table which is meant
   */
  public record Words(
      Map<String, String> identifierSystems,
      Map<String, String> units,
      Map<String, String> codeSystems,
      Map<String, String> codes) {
    static final Words NONE = new Words(Map.of(), Map.of(), Map.of(), Map.of());

    public Words {
      identifierSystems = Map.copyOf(identifierSystems);
      units = Map.copyOf(units);
      codeSystems = Map.copyOf(codeSystems);
      codes = Map.copyOf(codes);
    }
  }

  boolean matches(String sendingApplication, String sendingFacility) {
    return (application.isEmpty() || application.equals(sendingApplication))
        && (facility.isEmpty() || facility.equals(sendingFacility));
  }

  int precision() {
    return (application.isEmpty() ? 0 : 1) + (facility.isEmpty() ? 0 : 2);
  }
}

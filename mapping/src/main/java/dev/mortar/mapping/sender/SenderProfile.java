package dev.mortar.mapping.sender;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;

/**
 * What a sender means by what it sends, and how it is known.
 *
 * @param name for people and settings, such as the name of its file
 * @param application MSH-3, empty for any
 * @param facility MSH-4, empty for any
 * @param charset of messages whose MSH-18 is silent
 * @param zone of times without an offset
 */
public record SenderProfile(
    String name,
    String application,
    String facility,
    Charset charset,
    ZoneId zone,
    Words words,
    Link link) {
  /** A sender of whom nothing is known: UTF-8 and UTC. */
  public static final SenderProfile UNKNOWN =
      new SenderProfile("", "", "", StandardCharsets.UTF_8, ZoneOffset.UTC, Words.NONE, Link.OPEN);

  /**
   * What is agreed with a sender about its connection.
   *
   * @param certificate what names the only client certificate that may speak for this sender:
   *     {@code sha256:} with the fingerprint in hex, {@code dns:} with a name, or {@code subject:}
   *     with the distinguished name of RFC 2253; empty if none is asked for
   * @param silence after how long without a message somebody should look; zero for never
   * @param sequenced whether MSH-13 numbers the messages without a gap
   * @param queries what the sender may ask by QBP: {@code patients}, {@code identifiers} and {@code
   *     immunizations}
   */
  public record Link(String certificate, Duration silence, boolean sequenced, Set<String> queries) {
    static final Link OPEN = new Link("", Duration.ZERO, false, Set.of());

    public Link {
      queries = Set.copyOf(queries);
    }

    /** Whether only one certificate may speak for the sender. */
    public boolean bound() {
      return !certificate.isEmpty();
    }
  }

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

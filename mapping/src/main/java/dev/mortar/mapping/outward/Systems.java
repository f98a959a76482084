package dev.mortar.mapping.outward;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** URLs of identifier and code systems back to what v2 calls them. */
final class Systems {
  private static final String OWN = "https://mortar.dev/fhir/sid/authority/";
  private static final String V2 = "http://terminology.hl7.org/CodeSystem/v2-";
  private static final Reversed NAMES = Reversed.of("coding-systems");

  private Systems() {}

  /**
   * An assigning authority as name, universal id and its type.
   *
   * @param separator between them: they are components, or parts of one
   */
  static String authority(@Nullable String system, char separator) {
    if (system == null || system.isEmpty()) {
      return "";
    }
    if (system.startsWith(OWN) && system.indexOf('/', OWN.length()) < 0) {
      String name = system.substring(OWN.length());
      return Out.text(URLDecoder.decode(name, StandardCharsets.UTF_8));
    }
    String universal =
        system.startsWith("urn:oid:")
            ? system.substring(8) + separator + "ISO"
            : system.startsWith("urn:uuid:")
                ? system.substring(9) + separator + "UUID"
                : Out.text(system) + separator + "URI";
    return separator + universal;
  }

  /** CWE.3: a name of table 0396 where there is one, else the URL. */
  static String coding(@Nullable String system) {
    if (system == null || system.isEmpty()) {
      return "";
    }
    String known = NAMES.code(system);
    if (!known.isEmpty()) {
      return known;
    }
    if (system.startsWith(V2) && system.length() == V2.length() + 4) {
      return "HL7" + system.substring(V2.length());
    }
    return Out.text(system.startsWith("urn:oid:") ? system.substring(8) : system);
  }

  static String table(String number) {
    return V2 + number;
  }
}

package dev.mortar.mapping.datatype;

import dev.mortar.mapping.table.CodeTable;
import dev.mortar.mapping.text.Value;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * HD to the URL of an identifier system. The sender's profile wins; then an OID, UUID or URL that
 * the value itself gives; else a published one; else a system of our own under the authority's
 * name, so that numbers of different authorities can never meet.
 */
public final class Authorities {
  private static final CodeTable PUBLISHED = CodeTable.named("authorities");
  private static final String OWN = "https://mortar.dev/fhir/sid/authority/";

  private Authorities() {}

  /**
   * @param hd an HD in a component (its parts are subcomponents) or a whole one
   * @param purpose what the numbers are of, for values without an authority: {@code patient}
   */
  public static String system(Value hd, String purpose, Mapping mapping) {
    Value whole = hd.components() > 1 ? hd : null;
    Value name = whole == null ? hd.sub(1) : hd.component(1);
    Value id = whole == null ? hd.sub(2) : hd.component(2);
    Value type = whole == null ? hd.sub(3) : hd.component(3);
    return of(name, id, type, purpose, mapping);
  }

  static String of(Value name, Value id, Value type, String purpose, Mapping mapping) {
    Map<String, String> known = mapping.sender().words().identifierSystems();
    String local = name.peek();
    String configured = known.get(local.isEmpty() ? id.peek() : local);
    if (configured != null) {
      name.text();
      return configured;
    }
    if (!id.peek().isEmpty()) {
      return universal(id.text(), type.text());
    }
    return local.isEmpty() ? own(mapping.namespace()) + "/" + purpose : own(name.text());
  }

  private static String universal(String id, String type) {
    if (type.equals("ISO") || type.isEmpty() && isOid(id)) {
      return "urn:oid:" + id;
    }
    if (type.equals("UUID") || type.equals("GUID")) {
      return "urn:uuid:" + id;
    }
    return id.startsWith("http:") || id.startsWith("https:") || id.startsWith("urn:")
        ? id
        : own(id);
  }

  static boolean isOid(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != '.' && (c < '0' || c > '9')) {
        return false;
      }
    }
    return text.indexOf('.') > 0;
  }

  /** Our own system under a name. */
  public static String own(String name) {
    return OWN + encode(name);
  }

  public static String encode(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8);
  }
}

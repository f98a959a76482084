package dev.mortar.mapping;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Resource ids that two nodes, or one node before and after a crash, give to the same thing. */
public final class DeterministicId {
  private DeterministicId() {}

  /**
   * @param type the FHIR resource type
   * @param keys the business identifier, most general part first
   * @return a UUID in its usual text form
   */
  public static String of(String type, String... keys) {
    String name = type + '\n' + String.join("\n", keys);
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
  }
}

package dev.mortar.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.UUID;

/** Ids that follow from what they name, so that doing something twice makes one resource. */
public final class StableId {
  private static final String NAMESPACE = "https://mortar.dev/fhir/engagement";

  private StableId() {}

  /** The same parts in the same order always give the same id. */
  public static String of(String... parts) {
    var name = NAMESPACE + "\n" + String.join("\n", parts);
    return UUID.nameUUIDFromBytes(name.getBytes(UTF_8)).toString();
  }
}

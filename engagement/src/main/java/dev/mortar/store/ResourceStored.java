package dev.mortar.store;

import java.time.Instant;

/**
 * A resource was created, updated or deleted.
 *
 * @param version 1 for a new resource
 */
public record ResourceStored(String type, String id, long version, Change change, Instant at) {
  /** What happened to it. */
  public enum Change {
    CREATED,
    UPDATED,
    DELETED
  }

  /** As {@code Observation/123}. */
  public String reference() {
    return type + "/" + id;
  }
}

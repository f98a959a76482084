package dev.mortar.mapping;

/**
 * The contract of the transaction that a mapper makes and a sink applies.
 *
 * <p>Every entry has a {@code urn:uuid:} full URL by which the other entries refer to it, and a
 * request:
 *
 * <ul>
 *   <li>{@code PUT Type?identifier=system|value}: upsert by business identifier. The sink finds the
 *       resource, lays the mapped elements over the stored ones (absent leaves, {@link #DELETED}
 *       removes), and keeps what a newer event has set.
 *   <li>{@code PUT Type/id}: upsert by an id that is a function of business identifiers ({@link
 *       DeterministicId}).
 *   <li>{@code PATCH Type?…} with a Parameters resource (FHIRPath Patch): change a stored resource;
 *       no effect if there is none.
 * </ul>
 *
 * Because every id is deterministic, applying a transaction twice has the effect of applying it
 * once.
 */
public final class Entries {
  /**
   * User data on an element whose v2 field held {@code ""}: the sender asks that the stored element
   * be removed.
   */
  public static final String DELETED = "mortar.deleted";

  private Entries() {}
}

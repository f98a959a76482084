package dev.mortar.store;

import java.util.List;
import java.util.Set;

/**
 * Called by the storage inside the transaction that stores, so that what it writes stands or falls
 * with the resources.
 */
public interface StoredListener {
  /** The types it wants to hear of; asked once at the start. */
  Set<String> types();

  /** Must be quick and must not read or write FHIR resources: it plans due work. */
  void stored(List<ResourceStored> changes);
}

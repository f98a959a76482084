package dev.mortar.storage.inbound;

import dev.mortar.storage.Unmerge;
import dev.mortar.store.FhirStore;
import java.time.Clock;
import java.util.Optional;

/** Parts the patients as a message A37 does, at this moment. */
final class StoredUnmerge implements Unmerge {
  private final FhirStore store;
  private final StoredResources stored;
  private final Identities identities;
  private final Clock clock;

  StoredUnmerge(FhirStore store, StoredResources stored, Identities identities, Clock clock) {
    this.store = store;
    this.stored = stored;
    this.identities = identities;
    this.clock = clock;
  }

  @Override
  public Optional<String> undo(String patient) {
    return store.atomically(
        () -> {
          Changes changes = new Changes(stored, store);
          Optional<String> survivor = identities.part(patient, clock.instant(), changes);
          changes.store();
          return survivor;
        });
  }
}

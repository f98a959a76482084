package dev.mortar.audit;

import dev.mortar.storage.NewResources;
import dev.mortar.store.FhirStore;
import java.util.List;

/** Stores events and links them into the chain, both or neither. */
final class LinkedEvents {
  private final FhirStore store;
  private final NewResources resources;
  private final AuditChain chain;

  LinkedEvents(FhirStore store, NewResources resources, AuditChain chain) {
    this.store = store;
    this.resources = resources;
    this.chain = chain;
  }

  /** What is stored already stays as it is. */
  void store(List<NotedEvent> events) {
    store.atomically(
        () -> {
          List<NotedEvent> fresh = chain.append(events);
          resources.append(fresh.stream().map(NotedEvent::resource).toList());
          return fresh;
        });
  }
}

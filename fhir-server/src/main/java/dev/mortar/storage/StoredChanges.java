package dev.mortar.storage;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import dev.mortar.store.ResourceStored;
import dev.mortar.store.ResourceStored.Change;
import dev.mortar.store.StoredListener;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Tells the {@link StoredListener}s what a transaction stored, all at once and just before its
 * commit: what they write stands or falls with it.
 */
@Interceptor
final class StoredChanges implements StorageInterceptor {
  private final Map<String, List<StoredListener>> listeners = new HashMap<>();
  private final Clock clock;

  StoredChanges(List<StoredListener> all, Clock clock) {
    this.clock = clock;
    for (StoredListener listener : all) {
      for (String type : listener.types()) {
        listeners.computeIfAbsent(type, key -> new ArrayList<>()).add(listener);
      }
    }
  }

  @Hook(Pointcut.STORAGE_PRECOMMIT_RESOURCE_CREATED)
  public void created(IBaseResource resource) {
    remember(resource, Change.CREATED);
  }

  /** A tag or label that comes and goes makes no new version, and is no change of the content. */
  @Hook(Pointcut.STORAGE_PRECOMMIT_RESOURCE_UPDATED)
  public void updated(@Nullable IBaseResource before, IBaseResource after) {
    var version = after.getIdElement().getVersionIdPart();
    if (before == null
        || version == null
        || !version.equals(before.getIdElement().getVersionIdPart())) {
      remember(after, Change.UPDATED);
    }
  }

  @Hook(Pointcut.STORAGE_PRECOMMIT_RESOURCE_DELETED)
  public void deleted(IBaseResource resource) {
    remember(resource, Change.DELETED);
  }

  private void remember(IBaseResource resource, Change change) {
    String type = resource.fhirType();
    if (listeners.containsKey(type)) {
      var id = resource.getIdElement();
      long version = id.hasVersionIdPart() ? id.getVersionIdPartAsLong() : 1;
      pending().add(new ResourceStored(type, id.getIdPart(), version, change, clock.instant()));
    }
  }

  /** The changes of the running transaction. */
  private List<ResourceStored> pending() {
    for (var synchronization : TransactionSynchronizationManager.getSynchronizations()) {
      if (synchronization instanceof Pending pending && pending.owner() == this) {
        return pending.changes();
      }
    }
    var pending = new Pending(this, new ArrayList<>());
    TransactionSynchronizationManager.registerSynchronization(pending);
    return pending.changes();
  }

  private void tell(List<ResourceStored> changes) {
    var heard = new HashMap<StoredListener, List<ResourceStored>>();
    for (ResourceStored change : changes) {
      for (StoredListener listener : listeners.getOrDefault(change.type(), List.of())) {
        heard.computeIfAbsent(listener, key -> new ArrayList<>()).add(change);
      }
    }
    heard.forEach((listener, its) -> listener.stored(List.copyOf(its)));
  }

  private record Pending(StoredChanges owner, List<ResourceStored> changes)
      implements TransactionSynchronization {
    @Override
    public void beforeCommit(boolean readOnly) {
      owner.tell(List.copyOf(changes));
    }
  }
}

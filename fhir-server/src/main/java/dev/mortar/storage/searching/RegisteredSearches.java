package dev.mortar.storage.searching;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.interceptor.model.RequestPartitionId;
import ca.uhn.fhir.jpa.entity.Search;
import ca.uhn.fhir.rest.server.util.ICachedSearchDetails;
import dev.mortar.storage.StorageInterceptor;

/** Hands the notes that HAPI makes on a search to the {@link Attempt} that carries it out. */
@Interceptor
final class RegisteredSearches implements StorageInterceptor {
  @Hook(Pointcut.STORAGE_PRESEARCH_REGISTERED)
  public void register(ICachedSearchDetails search, RequestPartitionId partition) {
    if (Attempt.CURRENT.isBound() && search instanceof Search registered) {
      Attempt.CURRENT.get().register(registered, partition);
    }
  }
}

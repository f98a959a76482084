package dev.mortar.storage.identity;

import ca.uhn.fhir.jpa.cache.ISearchParamIdentityCacheSvc;
import ca.uhn.fhir.jpa.sp.SearchParamIdentityCacheSvcImpl;
import com.google.common.base.Suppliers;
import java.util.function.Supplier;
import org.springframework.beans.factory.DisposableBean;

/**
 * Reads the ids of search parameters when one is first needed, as the start would otherwise wait
 * here for the database while it has other work.
 */
final class LateParameterIds implements ISearchParamIdentityCacheSvc, DisposableBean {
  private final SearchParamIdentityCacheSvcImpl ids;
  private final Supplier<SearchParamIdentityCacheSvcImpl> loaded = Suppliers.memoize(this::load);

  LateParameterIds(SearchParamIdentityCacheSvcImpl ids) {
    this.ids = ids;
  }

  private SearchParamIdentityCacheSvcImpl load() {
    ids.start();
    return ids;
  }

  @Override
  public void findOrCreateSearchParamIdentity(Long hash, String type, String parameter) {
    loaded.get().findOrCreateSearchParamIdentity(hash, type, parameter);
  }

  @Override
  public boolean hasInFlightTasks() {
    return ids.hasInFlightTasks();
  }

  @Override
  public void destroy() {
    ids.preDestroy();
  }
}

package dev.mortar.storage.identity;

import ca.uhn.fhir.jpa.cache.IResourceTypeCacheSvc;
import ca.uhn.fhir.jpa.cache.ResourceTypeCacheSvcImpl;
import com.google.common.base.Suppliers;
import java.util.function.Supplier;

/** Reads the numbers of resource types when one is first needed, as {@link LateParameterIds}. */
final class LateResourceTypes implements IResourceTypeCacheSvc {
  private final Supplier<IResourceTypeCacheSvc> loaded;

  LateResourceTypes(ResourceTypeCacheSvcImpl types) {
    loaded =
        Suppliers.memoize(
            () -> {
              types.start();
              return types;
            });
  }

  @Override
  public short getResourceTypeId(String type) {
    return loaded.get().getResourceTypeId(type);
  }

  @Override
  public void addToCache(String type, Short id) {
    loaded.get().addToCache(type, id);
  }
}

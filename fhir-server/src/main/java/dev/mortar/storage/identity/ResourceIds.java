package dev.mortar.storage.identity;

import ca.uhn.fhir.interceptor.model.RequestPartitionId;
import ca.uhn.fhir.jpa.api.svc.ResolveIdentityMode;
import ca.uhn.fhir.jpa.dao.index.IdHelperService;
import ca.uhn.fhir.jpa.model.cross.IResourceLookup;
import ca.uhn.fhir.jpa.model.dao.JpaPid;
import ca.uhn.fhir.jpa.util.MemoryCacheService;
import ca.uhn.fhir.jpa.util.MemoryCacheService.CacheEnum;
import ca.uhn.fhir.jpa.util.MemoryCacheService.ForcedIdCacheKey;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.instance.model.api.IIdType;
import org.hl7.fhir.r4.model.IdType;
import org.jspecify.annotations.Nullable;

/**
 * Resolves ids by one statement that never changes, so that it is planned once and always uses the
 * index on the id.
 *
 * <p>HAPI builds a query with one {@code type and id} for each id, joined by {@code or}. H2 reads
 * the whole table for it, and every number of ids is another statement.
 */
class ResourceIds extends IdHelperService {
  private final IdRows rows;
  private final MemoryCacheService cache;

  ResourceIds(IdRows rows, MemoryCacheService cache) {
    this.rows = rows;
    this.cache = cache;
  }

  @Override
  public Map<IIdType, IResourceLookup<JpaPid>> resolveResourceIdentities(
      RequestPartitionId partition, Collection<IIdType> ids, ResolveIdentityMode mode) {
    Map<String, IIdType> wanted = new LinkedHashMap<>();
    for (IIdType id : ids) {
      if (!id.hasIdPart() || !id.hasResourceType()) {
        return super.resolveResourceIdentities(partition, ids, mode);
      }
      wanted.put(id.getResourceType() + "/" + id.getIdPart(), id);
    }
    Map<IIdType, IResourceLookup<JpaPid>> found = new HashMap<>();
    // With deletes, what the cache holds may be gone already; only some callers do not mind.
    if (mode.isUseCache(true)) {
      wanted.values().removeIf(id -> addCached(partition, id, found));
    }
    for (IResourceLookup<JpaPid> row : rows.find(wanted.keySet())) {
      var id = new IdType(row.getResourceType(), row.getFhirId());
      found.put(id, row);
      cache.putAfterCommit(
          CacheEnum.RESOURCE_LOOKUP_BY_FORCED_ID, key(partition, id), List.of(row));
    }
    if (mode.isFailOnDeleted() && found.values().stream().anyMatch(it -> isDeleted(it))) {
      return super.resolveResourceIdentities(partition, ids, mode);
    }
    if (!mode.isIncludeDeleted()) {
      found.values().removeIf(ResourceIds::isDeleted);
    }
    found.forEach((id, row) -> row.getPersistentId().setAssociatedResourceId(id));
    return found;
  }

  private boolean addCached(
      RequestPartitionId partition, IIdType id, Map<IIdType, IResourceLookup<JpaPid>> found) {
    @Nullable List<IResourceLookup<JpaPid>> rows =
        cache.getIfPresent(CacheEnum.RESOURCE_LOOKUP_BY_FORCED_ID, key(partition, id));
    if (rows == null || rows.isEmpty()) {
      return false;
    }
    rows.forEach(row -> found.put(new IdType(row.getResourceType(), row.getFhirId()), row));
    return true;
  }

  private static ForcedIdCacheKey key(RequestPartitionId partition, IIdType id) {
    return new ForcedIdCacheKey(id.getResourceType(), id.getIdPart(), partition);
  }

  private static boolean isDeleted(IResourceLookup<JpaPid> row) {
    return row.getDeleted() != null;
  }
}

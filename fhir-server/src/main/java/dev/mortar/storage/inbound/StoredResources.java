package dev.mortar.storage.inbound;

import ca.uhn.fhir.interceptor.model.RequestPartitionId;
import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.jpa.api.dao.IFhirSystemDao;
import ca.uhn.fhir.jpa.api.svc.IIdHelperService;
import ca.uhn.fhir.jpa.api.svc.ResolveIdentityMode;
import ca.uhn.fhir.jpa.model.cross.IResourceLookup;
import ca.uhn.fhir.jpa.model.dao.JpaPid;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.instance.model.api.IIdType;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Meta;
import org.hl7.fhir.r4.model.Resource;

/** Reads what is stored, many at once, inside the running transaction. */
final class StoredResources {
  private final DaoRegistry daos;
  private final IFhirSystemDao<Bundle, Meta> system;
  private final IIdHelperService<JpaPid> ids;
  private final Identifiers identifiers;

  StoredResources(
      DaoRegistry daos,
      IFhirSystemDao<Bundle, Meta> system,
      IIdHelperService<JpaPid> ids,
      Identifiers identifiers) {
    this.daos = daos;
    this.system = system;
    this.ids = ids;
    this.identifiers = identifiers;
  }

  /**
   * @param references as {@code Patient/123}
   * @return those that exist and are not deleted, by reference
   */
  Map<String, Resource> read(Collection<String> references) {
    List<IIdType> wanted = new ArrayList<>(references.size());
    references.forEach(reference -> wanted.add(new IdType(reference)));
    Map<IIdType, IResourceLookup<JpaPid>> found =
        ids.resolveResourceIdentities(
            RequestPartitionId.allPartitions(),
            wanted,
            ResolveIdentityMode.excludeDeleted().noCacheUnlessDeletesDisabled());
    List<JpaPid> pids = found.values().stream().map(IResourceLookup::getPersistentId).toList();
    system.preFetchResources(pids, true);
    Map<String, Resource> stored = new HashMap<>();
    found.values().forEach(it -> put(stored, read(it.getResourceType(), it.getPersistentId())));
    return stored;
  }

  /** The resources that carry each of the business identifiers. */
  Map<Identified, List<Resource>> byIdentifier(Collection<Identified> wanted) {
    Map<Identified, List<Long>> found = identifiers.find(wanted);
    List<JpaPid> pids =
        found.values().stream().flatMap(List::stream).distinct().map(JpaPid::fromId).toList();
    system.preFetchResources(pids, true);
    Map<Identified, List<Resource>> stored = new HashMap<>();
    found.forEach(
        (identified, keys) ->
            stored.put(
                identified,
                keys.stream().map(key -> read(identified.type(), JpaPid.fromId(key))).toList()));
    return stored;
  }

  private Resource read(String type, JpaPid pid) {
    return (Resource) daos.getResourceDao(type).readByPid(pid);
  }

  private static void put(Map<String, Resource> stored, Resource resource) {
    stored.put(resource.fhirType() + "/" + resource.getIdPart(), resource);
  }
}

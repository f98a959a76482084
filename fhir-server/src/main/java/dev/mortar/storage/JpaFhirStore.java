package dev.mortar.storage;

import ca.uhn.fhir.interceptor.model.RequestPartitionId;
import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.jpa.api.dao.IFhirResourceDao;
import ca.uhn.fhir.jpa.api.dao.IFhirSystemDao;
import ca.uhn.fhir.jpa.api.svc.IIdHelperService;
import ca.uhn.fhir.jpa.api.svc.ResolveIdentityMode;
import ca.uhn.fhir.jpa.dao.tx.IHapiTransactionService;
import ca.uhn.fhir.jpa.model.cross.IResourceLookup;
import ca.uhn.fhir.jpa.model.dao.JpaPid;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import ca.uhn.fhir.rest.server.exceptions.ResourceGoneException;
import ca.uhn.fhir.rest.server.exceptions.ResourceNotFoundException;
import ca.uhn.fhir.rest.server.exceptions.ResourceVersionConflictException;
import dev.mortar.store.FhirStore;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.instance.model.api.IIdType;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Meta;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** The store of this process: calls HAPI's DAOs, with the authority of the system. */
final class JpaFhirStore implements FhirStore {
  private static final int LARGEST_SEARCH = 1000;

  private final DaoRegistry daos;
  private final IFhirSystemDao<Bundle, Meta> system;
  private final IHapiTransactionService transactions;
  private final SearchUrl searchUrl;
  private final IIdHelperService<JpaPid> ids;

  JpaFhirStore(
      DaoRegistry daos,
      IFhirSystemDao<Bundle, Meta> system,
      IHapiTransactionService transactions,
      SearchUrl searchUrl,
      IIdHelperService<JpaPid> ids) {
    this.daos = daos;
    this.system = system;
    this.transactions = transactions;
    this.searchUrl = searchUrl;
    this.ids = ids;
  }

  @Override
  public <T extends Resource> Optional<T> find(Class<T> type, String id) {
    var dao = daos.getResourceDao(type);
    try {
      return Optional.of(dao.read(new IdType(name(dao), id), asked()));
    } catch (ResourceNotFoundException | ResourceGoneException e) {
      return Optional.empty();
    }
  }

  /** The class of a List has another name. */
  private static String name(IFhirResourceDao<?> dao) {
    return dao.getContext().getResourceType(dao.getResourceType());
  }

  /** One query for the ids and one for the resources, however many. */
  @Override
  public <T extends Resource> List<T> find(Class<T> type, Collection<String> wanted) {
    if (wanted.size() < 2) {
      return FhirStore.super.find(type, wanted);
    }
    var dao = daos.getResourceDao(type);
    String name = name(dao);
    return atomically(
        () -> {
          List<IIdType> references = new ArrayList<>();
          wanted.forEach(id -> references.add(new IdType(name, id)));
          List<JpaPid> pids =
              ids
                  .resolveResourceIdentities(
                      RequestPartitionId.allPartitions(),
                      references,
                      ResolveIdentityMode.excludeDeleted().noCacheUnlessDeletesDisabled())
                  .values()
                  .stream()
                  .map(IResourceLookup::getPersistentId)
                  .toList();
          system.preFetchResources(pids, true);
          return pids.stream().map(pid -> type.cast(dao.readByPid(pid))).toList();
        });
  }

  @Override
  public <T extends Resource> List<T> search(Class<T> type, String query, int limit) {
    if (limit < 1 || limit > LARGEST_SEARCH) {
      throw new IllegalArgumentException("limit must be 1 to " + LARGEST_SEARCH + ": " + limit);
    }
    var dao = daos.getResourceDao(type);
    var parameters = searchUrl.parse(dao.getResourceType(), query);
    parameters.setLoadSynchronousUpTo(limit);
    return dao.search(parameters, asked()).getResources(0, limit).stream()
        .filter(type::isInstance)
        .map(type::cast)
        .toList();
  }

  @Override
  public <T extends Resource> T save(T resource) {
    @SuppressWarnings("unchecked")
    var dao = (IFhirResourceDao<T>) daos.getResourceDao(resource.fhirType());
    if (!resource.hasId()) {
      return saved(dao.create(resource, asked()).getResource());
    }
    var id = new IdType(resource.fhirType(), resource.getIdPart(), versionOf(resource));
    resource.setId(id);
    try {
      return saved(dao.update(resource, asked()).getResource());
    } catch (ResourceVersionConflictException e) {
      throw new StaleVersionException(id.toUnqualified().getValue() + " was changed in between");
    }
  }

  @Override
  public Bundle transact(Bundle transaction) {
    return TransactionSynchronizationManager.isActualTransactionActive()
        ? system.transactionNested(asked(), transaction)
        : system.transaction(asked(), transaction);
  }

  @Override
  public <T> T atomically(Supplier<T> work) {
    return transactions.withSystemRequestOnDefaultPartition().execute(status -> work.get());
  }

  private static SystemRequestDetails asked() {
    return SystemRequestDetails.forAllPartitions();
  }

  private static @Nullable String versionOf(Resource resource) {
    return resource.getMeta().getVersionId();
  }

  @SuppressWarnings("unchecked")
  private static <T extends Resource> T saved(@Nullable IBaseResource resource) {
    return (T) Objects.requireNonNull(resource);
  }
}

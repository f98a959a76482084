package dev.mortar.storage.reading;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.interceptor.api.IInterceptorBroadcaster;
import ca.uhn.fhir.jpa.api.dao.IFhirResourceDao;
import ca.uhn.fhir.jpa.dao.BaseHapiFhirResourceDao;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Optional;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.instance.model.api.IIdType;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.util.ClassUtils;

/**
 * Puts {@link CurrentVersions} before the reads of HAPI's DAOs. Interceptors hear of such a read
 * what they hear of every other; a transaction, a version, and whatever is not there is HAPI's.
 */
public final class ReadingDaos {
  /** Its content may lie elsewhere, and is put in while it is shown. */
  private static final String BINARY = "Binary";

  private final CurrentVersions versions;
  private final IInterceptorBroadcaster interceptors;

  ReadingDaos(JdbcTemplate jdbc, FhirContext fhir, IInterceptorBroadcaster interceptors) {
    this.versions = new CurrentVersions(jdbc, fhir);
    this.interceptors = interceptors;
  }

  /** The DAO for the REST API; it does what the given one does. */
  @SuppressWarnings("unchecked")
  public <T extends IBaseResource> IFhirResourceDao<T> before(IFhirResourceDao<T> dao) {
    String type = dao.getResourceType().getSimpleName();
    if (type.equals(BINARY)) {
      return dao;
    }
    InvocationHandler handler =
        (proxy, method, arguments) -> {
          if (method.getName().equals("read") && arguments != null && arguments.length == 2) {
            return read(dao, type, (IIdType) arguments[0], (RequestDetails) arguments[1]);
          }
          try {
            return method.invoke(dao, arguments);
          } catch (InvocationTargetException e) {
            throw e.getCause();
          }
        };
    return (IFhirResourceDao<T>)
        Proxy.newProxyInstance(
            IFhirResourceDao.class.getClassLoader(), ClassUtils.getAllInterfaces(dao), handler);
  }

  private @Nullable IBaseResource read(
      IFhirResourceDao<?> dao, String type, IIdType id, @Nullable RequestDetails request) {
    boolean newest = id.hasIdPart() && !id.hasVersionIdPart() && type.equals(id.getResourceType());
    if (!newest || TransactionSynchronizationManager.isActualTransactionActive()) {
      return dao.read(id, request);
    }
    Optional<IBaseResource> found = versions.find(dao, type, id.getIdPart());
    if (found.isEmpty()) {
      return dao.read(id, request);
    }
    IBaseResource resource = found.get();
    BaseHapiFhirResourceDao.invokeStoragePreAccessResources(interceptors, request, id, resource);
    return BaseHapiFhirResourceDao.invokeStoragePreShowResources(interceptors, request, resource);
  }
}

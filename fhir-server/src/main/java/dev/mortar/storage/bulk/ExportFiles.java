package dev.mortar.storage.bulk;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.jpa.binary.interceptor.BinaryStorageInterceptor;
import ca.uhn.fhir.rest.api.Constants;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import ca.uhn.fhir.rest.api.server.storage.TransactionDetails;
import dev.mortar.storage.StorageInterceptor;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Binary;
import org.jspecify.annotations.Nullable;

/**
 * Has the files of exports stored as what clients send is: in rows of their own, and sealed there.
 * HAPI's interceptor hears of requests; an export's job writes without one.
 */
@Interceptor
final class ExportFiles implements StorageInterceptor {
  private final BinaryStorageInterceptor<?> binaries;

  ExportFiles(BinaryStorageInterceptor<?> binaries) {
    this.binaries = binaries;
  }

  @Hook(Pointcut.STORAGE_PRESTORAGE_RESOURCE_CREATED)
  public void beforeCreating(
      @Nullable RequestDetails request, TransactionDetails transaction, IBaseResource resource)
      throws IOException {
    if (isOurs(request, resource)) {
      binaries.extractLargeBinariesBeforeCreate(
          request, transaction, resource, Pointcut.STORAGE_PRESTORAGE_RESOURCE_CREATED);
    }
  }

  @Hook(Pointcut.STORAGE_PRECOMMIT_RESOURCE_CREATED)
  public void afterCreating(
      @Nullable RequestDetails request, TransactionDetails transaction, IBaseResource resource)
      throws IOException {
    if (isOurs(request, resource)) {
      binaries.storeLargeBinariesBeforeCreatePersistence(
          transaction, resource, Pointcut.STORAGE_PRECOMMIT_RESOURCE_CREATED);
    }
  }

  /** The files of an export go with their job, and nobody reads their earlier versions. */
  @Hook(Pointcut.STORAGE_PRECOMMIT_RESOURCE_DELETED)
  public void afterDeleting(@Nullable RequestDetails request, IBaseResource resource) {
    if (isOurs(request, resource)
        && Constants.CT_FHIR_NDJSON.equals(((Binary) resource).getContentType())) {
      binaries.expungeResource(new AtomicInteger(), resource);
    }
  }

  @Hook(Pointcut.STORAGE_PRESTORAGE_EXPUNGE_RESOURCE)
  public void beforeExpunging(
      AtomicInteger count, IBaseResource resource, @Nullable RequestDetails request) {
    if (isOurs(request, resource)) {
      binaries.expungeResource(count, resource);
    }
  }

  private static boolean isOurs(@Nullable RequestDetails request, IBaseResource resource) {
    return resource instanceof Binary && request instanceof SystemRequestDetails;
  }
}

package dev.mortar.storage.retention;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import dev.mortar.storage.StorageInterceptor;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.IdType;
import org.jspecify.annotations.Nullable;

/** Refuses to remove what names a patient under a legal hold, by whatever way it is asked. */
@Interceptor
final class HoldGuard implements StorageInterceptor {
  /** Our own removal has looked already, and leaves others' records their last version. */
  private static final String OURS = HoldGuard.class.getName();

  private final FhirContext fhir;
  private final Supplier<LegalHolds> holds;

  /**
   * @param holds asked for late, because the store tells its interceptors, and this is one
   */
  HoldGuard(FhirContext fhir, Supplier<LegalHolds> holds) {
    this.fhir = fhir;
    this.holds = holds;
  }

  /** Marks a request of the server itself that has asked for holds before. */
  static <T extends RequestDetails> T looked(T request) {
    request.getUserData().put(OURS, true);
    return request;
  }

  @Hook(Pointcut.STORAGE_PRESTORAGE_RESOURCE_DELETED)
  public void deleting(@Nullable RequestDetails request, IBaseResource resource) {
    check(request, resource);
  }

  @Hook(Pointcut.STORAGE_PRESTORAGE_EXPUNGE_RESOURCE)
  public void expunging(@Nullable RequestDetails request, IBaseResource resource) {
    check(request, resource);
  }

  private void check(@Nullable RequestDetails request, IBaseResource resource) {
    if (request == null || !request.getUserData().containsKey(OURS)) {
      Set<String> patients = patients(resource);
      if (!patients.isEmpty()) {
        holds.get().check(patients);
      }
    }
  }

  private Set<String> patients(IBaseResource resource) {
    Set<String> named =
        fhir.newTerser().getAllResourceReferences(resource).stream()
            .map(found -> new IdType(found.getResourceReference().getReferenceElement().getValue()))
            .filter(id -> "Patient".equals(id.getResourceType()) && id.hasIdPart())
            .map(IdType::getIdPart)
            .collect(Collectors.toSet());
    String own = resource.getIdElement().getIdPart();
    if ("Patient".equals(resource.fhirType()) && own != null) {
      named.add(own);
    }
    return named;
  }
}

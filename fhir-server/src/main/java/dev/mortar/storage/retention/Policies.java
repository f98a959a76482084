package dev.mortar.storage.retention;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.server.exceptions.UnprocessableEntityException;
import dev.mortar.ig.Canonicals;
import dev.mortar.ig.Codes.BasicType;
import dev.mortar.storage.StorageInterceptor;
import dev.mortar.store.FhirStore;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Basic;
import org.hl7.fhir.r4.model.Extension;

/** The retention policies of this installation; a wrong one is not stored. */
@Interceptor
final class Policies implements StorageInterceptor {
  private static final int MOST = 100;

  private final FhirContext fhir;
  private final Supplier<FhirStore> store;

  /**
   * @param store asked for late, because it tells its interceptors, and this is one
   */
  Policies(FhirContext fhir, Supplier<FhirStore> store) {
    this.fhir = fhir;
    this.store = store;
  }

  @Hook(Pointcut.STORAGE_PRESTORAGE_RESOURCE_CREATED)
  public void created(IBaseResource resource) {
    check(resource);
  }

  @Hook(Pointcut.STORAGE_PRESTORAGE_RESOURCE_UPDATED)
  public void updated(IBaseResource before, IBaseResource after) {
    check(after);
  }

  private void check(IBaseResource resource) {
    if (resource instanceof Basic basic && BasicType.RETENTION_POLICY.in(basic.getCode())) {
      try {
        basic
            .getExtensionsByUrl(Canonicals.EXT_RETENTION_POLICY)
            .forEach(extension -> Policy.of(extension, fhir));
      } catch (IllegalArgumentException e) {
        throw new UnprocessableEntityException(String.valueOf(e.getMessage()));
      }
    }
  }

  List<Sourced> all() {
    String query = "code=" + Canonicals.CS_BASIC_TYPE + "|" + BasicType.RETENTION_POLICY.code();
    List<Sourced> all = new ArrayList<>();
    for (Basic basic : store.get().search(Basic.class, query, MOST)) {
      String source =
          "Basic/%s/_history/%s"
              .formatted(basic.getIdElement().getIdPart(), basic.getMeta().getVersionId());
      for (Extension extension : basic.getExtensionsByUrl(Canonicals.EXT_RETENTION_POLICY)) {
        all.add(new Sourced(source, Policy.of(extension, fhir)));
      }
    }
    return all;
  }

  /**
   * @param source as {@code Basic/7/_history/2}
   */
  record Sourced(String source, Policy policy) {}
}

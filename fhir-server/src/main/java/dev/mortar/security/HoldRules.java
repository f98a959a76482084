package dev.mortar.security;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.exceptions.ForbiddenOperationException;
import dev.mortar.access.Role;
import dev.mortar.ig.Codes;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Flag;
import org.jspecify.annotations.Nullable;

/** A legal hold is the manager's to set and to lift. */
@Interceptor(order = RequestGate.ORDER)
public final class HoldRules {
  @Hook(Pointcut.STORAGE_PRESTORAGE_RESOURCE_CREATED)
  public void created(@Nullable RequestDetails request, IBaseResource resource) {
    check(request, resource);
  }

  @Hook(Pointcut.STORAGE_PRESTORAGE_RESOURCE_UPDATED)
  public void updated(@Nullable RequestDetails request, IBaseResource before, IBaseResource after) {
    check(request, before);
    check(request, after);
  }

  @Hook(Pointcut.STORAGE_PRESTORAGE_RESOURCE_DELETED)
  public void deleted(@Nullable RequestDetails request, IBaseResource resource) {
    check(request, resource);
  }

  private static void check(@Nullable RequestDetails request, @Nullable IBaseResource resource) {
    if (resource instanceof Flag flag && Codes.FlagCode.LEGAL_HOLD.in(flag.getCode())) {
      RequestCaller.find(request)
          .filter(caller -> caller.role() != Role.MANAGER)
          .ifPresent(
              caller -> {
                throw new ForbiddenOperationException(
                    "Only a manager sets a legal hold, changes or lifts it.");
              });
    }
  }
}

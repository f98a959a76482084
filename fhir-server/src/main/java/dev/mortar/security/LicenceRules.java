package dev.mortar.security;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.exceptions.UnprocessableEntityException;
import dev.mortar.access.Role;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.PractitionerRole;
import org.jspecify.annotations.Nullable;

/**
 * Refuses to give somebody a role for which they lack the licence: 422. Before the commit, so that
 * a transaction may bring the licence along. What somebody has already can be changed and taken
 * away.
 */
@Interceptor
final class LicenceRules {
  private final Licences licences;

  LicenceRules(Licences licences) {
    this.licences = licences;
  }

  @Hook(Pointcut.STORAGE_PRECOMMIT_RESOURCE_CREATED)
  public void created(@Nullable RequestDetails request, IBaseResource resource) {
    if (resource instanceof PractitionerRole role) {
      check(request, role, List.of());
    }
  }

  @Hook(Pointcut.STORAGE_PRECOMMIT_RESOURCE_UPDATED)
  public void updated(@Nullable RequestDetails request, IBaseResource before, IBaseResource after) {
    if (before instanceof PractitionerRole was && after instanceof PractitionerRole is) {
      check(request, is, person(was).equals(person(is)) ? given(was) : List.of());
    }
  }

  private void check(@Nullable RequestDetails request, PractitionerRole role, List<String> before) {
    if (RequestCaller.find(request).isEmpty()) {
      return;
    }
    Set<String> anew = new HashSet<>(given(role));
    anew.removeAll(before);
    anew.stream()
        .flatMap(code -> Role.ofCode(code).stream())
        .flatMap(code -> licences.lacking(code, person(role)).stream())
        .findFirst()
        .ifPresent(
            why -> {
              throw new UnprocessableEntityException(why);
            });
  }

  private static List<String> given(PractitionerRole role) {
    return role.hasActive() && !role.getActive() ? List.of() : StaffRoles.codes(role);
  }

  private static String person(PractitionerRole role) {
    var id = role.getPractitioner().getReferenceElement();
    return id.hasIdPart() ? id.toUnqualifiedVersionless().getValue() : "";
  }
}

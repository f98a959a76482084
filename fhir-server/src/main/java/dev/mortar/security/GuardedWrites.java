package dev.mortar.security;

import ca.uhn.fhir.rest.server.exceptions.ForbiddenOperationException;
import dev.mortar.access.Caller;
import dev.mortar.access.Role;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Basic;
import org.hl7.fhir.r4.model.PractitionerRole;

/** What says who may do what is not written like other resources. */
final class GuardedWrites {
  private GuardedWrites() {}

  static void check(Caller caller, IBaseResource resource) {
    if (resource instanceof Basic basic && PersonalRights.isGuarded(basic)) {
      throw new ForbiddenOperationException(
          "Permissions are changed by /api/accounts/[name]/access and /api/templates/[name], with a"
              + " reason.");
    }
    // Who keeps the staff without being a whole manager would else widen their own reach by it.
    if (resource instanceof PractitionerRole role
        && caller.role().kind() == Role.Kind.STAFF
        && (caller.role() != Role.MANAGER || !caller.standing().rights().denied().isEmpty())
        && caller.fhirUser().filter(person -> isOf(role, person)).isPresent()) {
      throw new ForbiddenOperationException("Nobody changes their own role; ask a colleague.");
    }
  }

  private static boolean isOf(PractitionerRole role, String person) {
    return Standings.relative(role.getPractitioner(), "Practitioner").anyMatch(person::equals);
  }
}

package dev.mortar.security;

import dev.mortar.access.Role;
import dev.mortar.ig.Canonicals;
import java.time.Instant;
import java.util.List;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.PractitionerRole;

/** What a PractitionerRole says about roles of ours. */
public final class StaffRoles {
  private StaffRoles() {}

  /** Codes of our roles; others than ours are not among them. */
  public static List<String> codes(PractitionerRole role) {
    return role.getCode().stream()
        .flatMap(concept -> concept.getCoding().stream())
        .filter(coding -> Canonicals.CS_ROLE.equals(coding.getSystem()))
        .map(Coding::getCode)
        .toList();
  }

  static boolean has(PractitionerRole role, Role wanted) {
    return codes(role).contains(wanted.code());
  }

  /** Whether it is active and has begun and not ended. */
  static boolean holds(PractitionerRole role, Instant now) {
    return (!role.hasActive() || role.getActive()) && Validity.covers(role.getPeriod(), now);
  }
}

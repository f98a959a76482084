package dev.mortar.security;

import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.ContactPoint;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Practitioner;
import org.hl7.fhir.r4.model.Reference;

/**
 * Somebody who is to be let in; what nobody has said is empty.
 *
 * @param name to sign in with
 * @param role code of a role for people
 * @param person the resource that is there already, as {@code Practitioner/7}
 * @param patientId whose record a patient or caregiver may see, without the type
 * @param practitioner the resource of somebody new of the staff, not stored yet
 * @param post what somebody of the staff does here
 */
public record Newcomer(
    String name,
    String displayName,
    String role,
    String person,
    String patientId,
    Optional<Practitioner> practitioner,
    Optional<Post> post) {

  /** Whether nothing is said but for whom a link is wanted. */
  boolean nameOnly() {
    return displayName.isEmpty()
        && role.isEmpty()
        && person.isEmpty()
        && patientId.isEmpty()
        && practitioner.isEmpty()
        && post.isEmpty();
  }

  /**
   * Where and how somebody works.
   *
   * @param organization that of the first location if empty
   * @param period from when and until when; out of it nobody acts by the account
   */
  public record Post(
      Optional<Reference> organization,
      List<Reference> locations,
      List<Reference> services,
      List<ContactPoint> telecom,
      Optional<Period> period) {
    static final Post NONE =
        new Post(Optional.empty(), List.of(), List.of(), List.of(), Optional.empty());

    public Post {
      locations = List.copyOf(locations);
      services = List.copyOf(services);
      telecom = List.copyOf(telecom);
    }

    public boolean isNone() {
      return organization.isEmpty()
          && locations.isEmpty()
          && services.isEmpty()
          && telecom.isEmpty()
          && period.isEmpty();
    }
  }
}

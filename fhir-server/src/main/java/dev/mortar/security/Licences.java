package dev.mortar.security;

import dev.mortar.access.Role;
import dev.mortar.store.FhirStore;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Supplier;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Practitioner;
import org.hl7.fhir.r4.model.Practitioner.PractitionerQualificationComponent;

/**
 * The licences to practise. A qualification is one if it has an identifier, says who issued it and
 * for when; a degree has no number.
 */
final class Licences {
  private final LicenceProperties rules;
  private final Supplier<FhirStore> store;
  private final Clock clock;

  /**
   * @param store asked for late, so that the sign-in does not build the store
   */
  Licences(LicenceProperties rules, Supplier<FhirStore> store, Clock clock) {
    this.rules = rules;
    this.store = store;
    this.clock = clock;
  }

  /**
   * What keeps the person from the role, and what to do.
   *
   * @param person as {@code Practitioner/7}
   */
  Optional<String> lacking(Role role, String person) {
    if (!rules.need(role) || until(person).isPresent()) {
      return Optional.empty();
    }
    return Optional.of(
        "The role %s needs an active licence: %s needs a qualification with identifier, issuer and a period that covers today."
            .formatted(role.code(), person.isEmpty() ? "its practitioner" : person));
  }

  /** Until when the person has a licence that holds now; the far future if it has no end. */
  Optional<Instant> until(String person) {
    var id = new IdType(person);
    return "Practitioner".equals(id.getResourceType())
        ? store.get().find(Practitioner.class, id.getIdPart()).flatMap(this::until)
        : Optional.empty();
  }

  private Optional<Instant> until(Practitioner practitioner) {
    Instant now = clock.instant();
    return practitioner.getQualification().stream()
        .filter(Licences::isLicence)
        .filter(licence -> Validity.covers(licence.getPeriod(), now))
        .map(licence -> Validity.end(licence.getPeriod()).orElse(Instant.MAX))
        .max(Comparator.naturalOrder());
  }

  boolean need(Role role) {
    return rules.need(role);
  }

  private static boolean isLicence(PractitionerQualificationComponent qualification) {
    return qualification.getIdentifier().stream().anyMatch(Identifier::hasValue)
        && qualification.hasIssuer()
        && !qualification.getPeriod().isEmpty();
  }
}

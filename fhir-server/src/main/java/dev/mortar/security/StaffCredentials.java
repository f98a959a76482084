package dev.mortar.security;

import dev.mortar.access.Role;
import dev.mortar.authorization.Account;
import dev.mortar.authorization.Credentialing;
import dev.mortar.authorization.People;
import dev.mortar.security.LicenceProperties.Earlier;
import dev.mortar.store.FhirStore;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.hl7.fhir.r4.model.PractitionerRole;

/**
 * Somebody of the staff may act while their role holds and they have the licence that it needs.
 * Looked up at each sign-in, and again whenever a token is looked at anew.
 */
final class StaffCredentials implements Credentialing {
  private static final int MOST_ROLES = 100;

  private final Supplier<FhirStore> store;
  private final Supplier<People> people;
  private final Licences licences;
  private final Earlier earlier;
  private final Clock clock;

  /**
   * @param store asked for late, so that the sign-in does not build the store
   * @param people asked for late, because they are made with the sign-in
   */
  StaffCredentials(
      Supplier<FhirStore> store,
      Supplier<People> people,
      Licences licences,
      Earlier earlier,
      Clock clock) {
    this.store = store;
    this.people = people;
    this.licences = licences;
    this.earlier = earlier;
    this.clock = clock;
  }

  @Override
  public Optional<String> obstacle(Account account) {
    boolean staff =
        account.role().kind() == Role.Kind.STAFF && account.fhirUser().startsWith("Practitioner/");
    if (!staff) {
      return Optional.empty();
    }
    return ended(account)
        .filter(why -> !isLastManager(account))
        .or(
            () ->
                licences
                    .lacking(account.role(), account.fhirUser())
                    .filter(why -> !isWaived(account)));
  }

  /** Whoever has no role on record is known by the account alone. */
  private Optional<String> ended(Account account) {
    List<PractitionerRole> all =
        store
            .get()
            .search(PractitionerRole.class, "practitioner=" + account.fhirUser(), MOST_ROLES);
    List<PractitionerRole> same =
        all.stream().filter(role -> StaffRoles.has(role, account.role())).toList();
    List<PractitionerRole> counting = same.isEmpty() ? all : same;
    Instant now = clock.instant();
    return counting.isEmpty() || counting.stream().anyMatch(role -> StaffRoles.holds(role, now))
        ? Optional.empty()
        : Optional.of(
            "The role %s of %s has not begun or has ended: a PractitionerRole needs active, and a period that covers now."
                .formatted(account.role().code(), account.fhirUser()));
  }

  /** Nobody would be left to let anybody in. */
  private boolean isLastManager(Account account) {
    return account.role() == Role.MANAGER
        && people.get().all().stream()
            .filter(other -> other.active() && other.role() == Role.MANAGER)
            .filter(other -> !other.username().equals(account.username()))
            .allMatch(other -> ended(other).isPresent());
  }

  private boolean isWaived(Account account) {
    return earlier == Earlier.WARN
        && people.get().licenceWaived(account.username(), account.role());
  }
}

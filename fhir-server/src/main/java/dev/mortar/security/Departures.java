package dev.mortar.security;

import ca.uhn.fhir.rest.api.server.RequestDetails;
import dev.mortar.authorization.Account;
import dev.mortar.authorization.People;
import dev.mortar.store.FhirStore;
import java.time.Clock;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.PractitionerRole;

/** Ends what somebody does here: role and accounts end together or not at all. */
public final class Departures {
  private final FhirStore store;
  private final People people;
  private final GrantChanges changes;
  private final GrantRecords records;
  private final Clock clock;

  Departures(
      FhirStore store, People people, GrantChanges changes, GrantRecords records, Clock clock) {
    this.store = store;
    this.people = people;
    this.changes = changes;
    this.records = records;
    this.clock = clock;
  }

  /**
   * @param reason kept with the change
   * @return the names of the accounts that are closed now; empty if there is no such role
   * @throws IllegalArgumentException if the reason is missing or too long
   * @throws People.LastManagerException if nobody would be left to let anybody in
   */
  public Optional<List<String>> revoke(String roleId, String reason, RequestDetails request) {
    GrantChanges.checkReason(reason);
    return store.atomically(
        () ->
            store
                .find(PractitionerRole.class, roleId)
                .map(role -> revoke(role, reason.strip(), request)));
  }

  private List<String> revoke(PractitionerRole role, String reason, RequestDetails request) {
    List<String> names = accounts(role).stream().map(Account::username).toList();
    for (String name : names) {
      changes.change(
          name,
          reason,
          () -> {
            people.suspend(name);
            return name;
          });
    }
    role.setActive(false).getPeriod().setEnd(Date.from(clock.instant()));
    records.changed(request, store.save(role), reason);
    return names;
  }

  /** Those of the practitioner with this role; where it names none of ours, all of them. */
  private List<Account> accounts(PractitionerRole role) {
    List<String> codes = StaffRoles.codes(role);
    String practitioner =
        new IdType(role.getPractitioner().getReference()).toUnqualifiedVersionless().getValue();
    return people.of(String.valueOf(practitioner)).stream()
        .filter(account -> codes.isEmpty() || codes.contains(account.role().code()))
        .toList();
  }
}

package dev.mortar.security;

import dev.mortar.authorization.Account;
import dev.mortar.authorization.Accounts;
import dev.mortar.authorization.ServerAddress;
import dev.mortar.store.FhirStore;
import java.time.Clock;
import java.util.Date;
import java.util.Optional;
import java.util.function.Supplier;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Practitioner;
import org.hl7.fhir.r4.model.Provenance;
import org.hl7.fhir.r4.model.Provenance.ProvenanceEntityRole;
import org.hl7.fhir.r4.model.Reference;
import org.springframework.security.core.context.SecurityContextHolder;

/** Changes an account with a reason; the change and its Provenance stand or fall together. */
public final class GrantChanges {
  private static final int LONGEST_REASON = 500;

  private final FhirStore store;
  private final Accounts accounts;
  private final ServerAddress server;
  private final Clock clock;

  GrantChanges(FhirStore store, Accounts accounts, ServerAddress server, Clock clock) {
    this.store = store;
    this.accounts = accounts;
    this.server = server;
    this.clock = clock;
  }

  /**
   * @throws IllegalArgumentException if the reason is missing or too long
   */
  public static void checkReason(String reason) {
    if (reason.isBlank() || reason.length() > LONGEST_REASON) {
      throw new IllegalArgumentException(
          "reason says why, in 1 to 500 characters; it is kept with the change.");
    }
  }

  /** Changes the account itself. */
  public <T> T change(String username, String reason, Supplier<T> act) {
    return change(username, reason, () -> state(username), act);
  }

  /**
   * @param state what can be changed, in words without names of people
   * @throws IllegalArgumentException if the reason is missing or too long
   */
  public <T> T change(String username, String reason, Supplier<String> state, Supplier<T> act) {
    checkReason(reason);
    return store.atomically(
        () -> {
          String before = state.get();
          T done = act.get();
          var change = new GrantChange(before, state.get(), reason.strip());
          store.save(provenance(username, change));
          change.note();
          return done;
        });
  }

  private String state(String username) {
    return accounts.find(username).map(GrantChanges::state).orElse("no account");
  }

  private static String state(Account account) {
    return "%s, %s, %s%s"
        .formatted(
            account.role().code(),
            account.active() ? "open" : "closed",
            account.fhirUser(),
            account.patientId().map(patient -> ", for Patient/" + patient).orElse(""));
  }

  private Provenance provenance(String username, GrantChange change) {
    var provenance = new Provenance();
    provenance.addTarget(target(username).setDisplay(change.after()));
    provenance.setRecorded(Date.from(clock.instant()));
    provenance.addReason().setText(change.reason());
    provenance.setActivity(GrantRecords.activity("UPDATE"));
    provenance.addAgent().getWho().setDisplay(caller());
    provenance
        .addEntity()
        .setRole(ProvenanceEntityRole.REVISION)
        .setWhat(account(username).setDisplay(change.before()));
    return provenance;
  }

  /** Found by the person, if there is a resource of them. */
  private Reference target(String username) {
    Reference target = account(username);
    accounts
        .find(username)
        .map(Account::fhirUser)
        .filter(person -> person.startsWith("Practitioner/"))
        .filter(
            person -> store.find(Practitioner.class, new IdType(person).getIdPart()).isPresent())
        .ifPresent(target::setReference);
    return target;
  }

  private Reference account(String username) {
    var account = new Reference();
    account.getIdentifier().setSystem(server.of("/api/accounts")).setValue(username);
    return account;
  }

  private static String caller() {
    return Optional.ofNullable(SecurityContextHolder.getContext().getAuthentication())
        .map(user -> user.getName())
        .orElse("Mortar");
  }
}

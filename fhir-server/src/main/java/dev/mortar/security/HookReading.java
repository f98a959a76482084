package dev.mortar.security;

import dev.mortar.access.Caller;
import dev.mortar.access.Role;
import dev.mortar.access.Scopes;
import dev.mortar.authorization.Account;
import dev.mortar.authorization.OpenAccounts;
import dev.mortar.ehr.EhrPeople;
import dev.mortar.ehr.HookClient;
import java.util.Optional;
import java.util.function.Predicate;
import org.hl7.fhir.r4.model.Resource;

/**
 * What a decision service may tell: what the policy lets programs of EHRs read, and of that only
 * what the person in front of the EHR may read here, if a manager has linked them.
 */
public final class HookReading {
  private final ReadRules rules;
  private final Standings standings;
  private final EhrPeople people;
  private final OpenAccounts accounts;

  HookReading(ReadRules rules, Standings standings, EhrPeople people, OpenAccounts accounts) {
    this.rules = rules;
    this.standings = standings;
    this.people = people;
    this.accounts = accounts;
  }

  /**
   * What may be told.
   *
   * @param userId who asks there, as {@code Practitioner/7}
   */
  public Predicate<Resource> of(HookClient client, String userId) {
    String issuer = client.signer().issuer();
    Caller program =
        new Caller(
            issuer,
            Role.SYSTEM_EHR,
            Optional.empty(),
            Optional.empty(),
            Scopes.parse("system/*.rs"),
            issuer);
    Optional<String> linked = people.linked(client.ehr(), userId);
    Optional<Account> person = linked.flatMap(accounts::find);
    if (person.isEmpty() && linked.isPresent()) {
      return resource -> false;
    }
    Optional<Caller> reader = person.map(account -> caller(account, issuer));
    return resource ->
        rules.visible(program, resource)
            && reader.map(one -> rules.visible(one, resource)).orElse(true);
  }

  private Caller caller(Account account, String issuer) {
    Caller caller =
        new Caller(
            account.username(),
            account.role(),
            Optional.of(account.fhirUser()),
            account.patientId(),
            Scopes.parse("user/*.rs"),
            issuer);
    return caller.with(standings.of(caller));
  }
}

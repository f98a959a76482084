package dev.mortar.authorization;

import dev.mortar.access.Role;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Keeps people by the parts that know one thing each. */
final class JdbcPeople implements People {
  private final JdbcAccounts accounts;
  private final Invitations invitations;
  private final SecondFactors factors;
  private final Grants grants;
  private final ServerAddress server;
  private final AuthorizationProperties.SignIn rules;
  private final Clock clock;

  JdbcPeople(
      JdbcAccounts accounts,
      Invitations invitations,
      SecondFactors factors,
      Grants grants,
      ServerAddress server,
      AuthorizationProperties.SignIn rules,
      Clock clock) {
    this.accounts = accounts;
    this.invitations = invitations;
    this.factors = factors;
    this.grants = grants;
    this.server = server;
    this.rules = rules;
    this.clock = clock;
  }

  @Override
  public List<Account> all() {
    return accounts.all();
  }

  @Override
  public String invite(Account account) {
    if (accounts.find(account.username()).isEmpty()) {
      accounts.create(closed(account));
    }
    accounts.invited(account.username());
    return server.of("/login/welcome?invitation=" + invitations.invite(account.username()));
  }

  @Override
  public void suspend(String username) {
    keepingAManager(
        username,
        () -> accounts.activate(username, false),
        () -> accounts.activate(username, true));
    invitations.withdraw(username);
    grants.end(username);
  }

  @Override
  public void resume(String username) {
    Instant deadline = activationDeadlines().get(username);
    if (deadline != null && !clock.instant().isBefore(deadline)) {
      throw new LapsedException();
    }
    accounts.activate(username, true);
  }

  @Override
  public void changeRole(String username, Role role) {
    Role before = accounts.find(username).map(Account::role).orElse(role);
    keepingAManager(
        username,
        () -> accounts.changeRole(username, role),
        () -> accounts.changeRole(username, before));
    grants.end(username);
  }

  @Override
  public Map<String, Instant> activationDeadlines() {
    Map<String, Instant> deadlines = new HashMap<>(accounts.invited());
    deadlines.replaceAll((username, invited) -> invited.plus(rules.activateWithin()));
    return deadlines;
  }

  @Override
  public boolean licenceWaived(String username, Role role) {
    return accounts.licenceWaived(username, role);
  }

  @Override
  public void endTokens(String username) {
    grants.end(username);
  }

  @Override
  public boolean needsSecondFactor(Role role) {
    return rules.secondFactor().contains(role.code());
  }

  @Override
  public void forgetSecondFactor(String username) {
    factors.remove(username);
    grants.end(username);
  }

  private void keepingAManager(String username, Runnable change, Runnable back) {
    // Within a longer transaction nobody would see who is being ended by another one.
    accounts.lockManagers();
    if (managers().equals(List.of(username))) {
      throw new LastManagerException();
    }
    change.run();
    if (managers().isEmpty()) {
      // Two managers ended each other at the same moment; then both stay.
      back.run();
      throw new LastManagerException();
    }
  }

  /** Those who can let others in. */
  private List<String> managers() {
    return accounts.all().stream()
        .filter(account -> account.active() && account.role() == Role.MANAGER)
        .map(Account::username)
        .toList();
  }

  private static Account closed(Account account) {
    return new Account(
        account.username(),
        account.displayName(),
        account.role(),
        account.fhirUser(),
        account.patientId(),
        false);
  }
}

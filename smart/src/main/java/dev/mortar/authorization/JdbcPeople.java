package dev.mortar.authorization;

import dev.mortar.access.Role;
import java.util.List;
import java.util.UUID;

/** Keeps people by the parts that know one thing each. */
final class JdbcPeople implements People {
  private final JdbcAccounts accounts;
  private final Invitations invitations;
  private final SecondFactors factors;
  private final Grants grants;
  private final ServerAddress server;

  JdbcPeople(
      JdbcAccounts accounts,
      Invitations invitations,
      SecondFactors factors,
      Grants grants,
      ServerAddress server) {
    this.accounts = accounts;
    this.invitations = invitations;
    this.factors = factors;
    this.grants = grants;
    this.server = server;
  }

  @Override
  public List<Account> all() {
    return accounts.all();
  }

  @Override
  public String invite(Account account) {
    if (accounts.find(account.username()).isEmpty()) {
      accounts.save(closed(account), UUID.randomUUID().toString());
    }
    return server.of("/login/welcome?invitation=" + invitations.invite(account.username()));
  }

  @Override
  public void suspend(String username) {
    if (managers().equals(List.of(username))) {
      throw new LastManagerException();
    }
    accounts.activate(username, false);
    if (managers().isEmpty()) {
      // Two managers ended each other at the same moment; then both stay.
      accounts.activate(username, true);
      throw new LastManagerException();
    }
    invitations.withdraw(username);
    grants.end(username);
  }

  @Override
  public void resume(String username) {
    accounts.activate(username, true);
  }

  @Override
  public void forgetSecondFactor(String username) {
    factors.remove(username);
    grants.end(username);
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

package dev.mortar.authorization;

import java.util.Optional;

/** The accounts by which somebody may act now: open, and nothing else in the way. */
public final class OpenAccounts {
  private final Accounts accounts;
  private final Credentialing credentialing;

  OpenAccounts(Accounts accounts, Credentialing credentialing) {
    this.accounts = accounts;
    this.credentialing = credentialing;
  }

  public Optional<Account> find(String username) {
    return accounts
        .find(username)
        .filter(Account::active)
        .filter(account -> credentialing.obstacle(account).isEmpty());
  }
}

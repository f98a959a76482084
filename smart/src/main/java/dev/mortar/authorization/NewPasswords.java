package dev.mortar.authorization;

import java.util.Optional;

/** How somebody comes by a new password: by an invitation, or because they want another. */
final class NewPasswords {
  private final JdbcAccounts accounts;
  private final PasswordRules rules;
  private final PasswordHistory history;

  NewPasswords(JdbcAccounts accounts, PasswordRules rules, PasswordHistory history) {
    this.accounts = accounts;
    this.rules = rules;
    this.history = history;
  }

  /** What is wrong with it, said so that the person can do better; empty if it may be taken. */
  Optional<String> refusal(String username, String password, String again) {
    if (!password.equals(again)) {
      return Optional.of("The two are not the same.");
    }
    return rules
        .broken(username, password)
        .or(
            () ->
                history.has(username, password)
                    ? Optional.of("You had this one before. Take another.")
                    : Optional.empty());
  }

  /** Lets somebody in who was invited. */
  void open(String username, String password) {
    history.keep(username);
    accounts.open(username, password);
  }

  /** Replaces the password of somebody who is in. */
  void replace(String username, String password) {
    history.keep(username);
    accounts.replacePassword(username, password);
  }
}

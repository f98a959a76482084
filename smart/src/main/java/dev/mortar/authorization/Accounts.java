package dev.mortar.authorization;

import java.util.Optional;

/** The accounts of this installation. */
public interface Accounts {
  Optional<Account> find(String username);

  /**
   * Creates the account without a password: only others can let the person in.
   *
   * @return false if the name is taken, whose account stays as it is
   */
  boolean create(Account account);

  /** Creates the account or changes all of it, the password included. */
  void save(Account account, String password);
}

package dev.mortar.federation;

import dev.mortar.authorization.Account;

/** What becomes of somebody whom a provider has signed in. */
public sealed interface Admission {
  /**
   * @param secondFactor whether the provider asked for one that counts here
   * @param what happened on the way, for the audit trail
   */
  record Welcome(Account account, boolean secondFactor, String token, String what)
      implements Admission {
    /** The token stays out of logs and error messages. */
    @Override
    public String toString() {
      return "Welcome[" + account.username() + "]";
    }
  }

  /**
   * @param name the account, or the subject of somebody without one
   * @param why for the person, and what to do about it
   */
  record Refused(String name, String why) implements Admission {}
}

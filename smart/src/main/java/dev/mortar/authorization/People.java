package dev.mortar.authorization;

import dev.mortar.access.Role;
import java.util.List;

/** The people who may sign in, as a manager keeps them. */
public interface People {
  List<Account> all();

  /**
   * Creates the account, closed until the person has set a password, or lets an existing one set a
   * new password.
   *
   * @return the address to hand to the person; it works once, within three days
   */
  String invite(Account account);

  /** The accounts of somebody, as {@code Practitioner/7}. */
  default List<Account> of(String fhirUser) {
    return all().stream().filter(account -> account.fhirUser().equals(fhirUser)).toList();
  }

  /**
   * From now on nobody signs in by it, and its tokens end within a minute.
   *
   * @throws LastManagerException if nobody would be left to let anybody in
   */
  void suspend(String username);

  void resume(String username);

  /**
   * The tokens of the former role end within a minute.
   *
   * @throws LastManagerException if nobody would be left to let anybody in
   */
  void changeRole(String username, Role role);

  /** Ends all tokens of the person; the account stays as it is. */
  void endTokens(String username);

  /** Whether nobody with the role gets in by one factor alone. */
  boolean needsSecondFactor(Role role);

  /** Takes the second factor out, for somebody who lost it. */
  void forgetSecondFactor(String username);

  /** Somebody must be left who can let others in. */
  final class LastManagerException extends RuntimeException {
    LastManagerException() {
      super("This is the last manager who can sign in. Invite another one first.");
    }
  }
}

package dev.mortar.authorization;

import dev.mortar.access.Role;
import java.time.Instant;
import java.util.List;
import java.util.Map;

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

  /**
   * @throws LapsedException if they were invited and have not come in within the time for it
   */
  void resume(String username);

  /**
   * Until when those must come in who were invited and have not yet; then the account is closed.
   */
  Map<String, Instant> activationDeadlines();

  /**
   * Whether the account is older than the rule that clinical roles need a licence, and has had the
   * role ever since.
   */
  boolean licenceWaived(String username, Role role);

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

  /** The invitation was not taken up in time. */
  final class LapsedException extends RuntimeException {
    LapsedException() {
      super(
          "This account was not activated in time and is closed. Make a new link for it instead.");
    }
  }

  /** Somebody must be left who can let others in. */
  final class LastManagerException extends RuntimeException {
    LastManagerException() {
      super("This is the last manager who can sign in. Invite another one first.");
    }
  }
}

package dev.mortar.authorization;

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

  /** From now on nobody signs in by it, and its tokens end within a minute. */
  void suspend(String username);

  void resume(String username);

  /** Takes the second factor out, for somebody who lost it. */
  void forgetSecondFactor(String username);
}

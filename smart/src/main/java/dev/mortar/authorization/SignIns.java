package dev.mortar.authorization;

/** What a session says about how its person signed in. */
public final class SignIns {
  /** By our own page, and not by that of an EHR. */
  public static final String OWN = "sign-in-own";

  /** A passkey had part in it. */
  public static final String PASSKEY = "sign-in-passkey";

  private SignIns() {}
}

package dev.mortar.authorization;

/**
 * Somebody changed, or tried to change, what they sign in with.
 *
 * @param address from where
 * @param done whether it was allowed
 */
public record SecondFactorChange(String username, String address, Kind kind, boolean done) {
  /** What there is to change. */
  public enum Kind {
    PASSWORD_SET,
    CODES_ADDED,
    PASSKEY_ADDED,
    PASSKEY_REMOVED
  }
}

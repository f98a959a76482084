package dev.mortar.authorization;

/**
 * An app or a person asked one of the endpoints of OAuth 2 and OpenID Connect, and was answered.
 *
 * @param who a person's account, or the client; as they say themselves if {@code done} is false
 * @param address of the network
 */
public record EndpointCall(Kind kind, String who, String client, String address, boolean done) {
  /** What was asked for. */
  public enum Kind {
    /** That an app may act for a person. */
    AUTHORIZATION,
    /** A token, for the first time or anew. */
    TOKEN,
    REVOCATION,
    INTROSPECTION,
    /** Who the person is. */
    IDENTITY,
    /** That the sign-in ends. */
    LOGOUT
  }
}

package dev.mortar.authorization;

import dev.mortar.access.Caller;
import dev.mortar.access.Scopes;
import java.util.Optional;
import java.util.function.Supplier;

/** Access tokens of this server. */
public interface Tokens {
  /** The client of this server's own pages, which act for the person as the person. */
  String OWN_PAGES = "mortar-web";

  /**
   * Says whose token it is that comes over a connection.
   *
   * @param certificate asked for its thumbprint if the token is bound to one
   * @throws InvalidTokenException if it is forged, expired, withdrawn, meant for another server or
   *     bound to a certificate that the connection does not have
   */
  Caller verify(String token, Supplier<Optional<String>> certificate);

  /**
   * Says whose token it is, wherever it comes from: to tell about it, not to let somebody in.
   *
   * @throws InvalidTokenException if it is forged, expired, withdrawn or meant for another server
   */
  Caller examine(String token);

  /**
   * Makes a token without a sign-in; for samples and tests of an installation, never a route in.
   */
  String mint(Account account, Scopes scopes);

  /** The token does not count. The message says no more than a stranger may know. */
  final class InvalidTokenException extends RuntimeException {
    public InvalidTokenException(String message) {
      super(message);
    }
  }
}

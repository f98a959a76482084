package dev.mortar.security;

import dev.mortar.access.Caller;
import dev.mortar.access.Entitlements;
import dev.mortar.authorization.ClientCertificates;
import dev.mortar.authorization.Tokens;
import dev.mortar.authorization.Tokens.InvalidTokenException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.AuthenticationManagerResolver;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;

/** Verifies the bearer token of a request, and finds what is stored about its owner. */
final class BearerTokens implements AuthenticationManagerResolver<HttpServletRequest> {
  private final Tokens tokens;
  private final Standings standings;
  private final Entitlements entitlements;

  BearerTokens(Tokens tokens, Standings standings, Entitlements entitlements) {
    this.tokens = tokens;
    this.standings = standings;
    this.entitlements = entitlements;
  }

  /** With the connection at hand: some tokens are good on one with their certificate alone. */
  @Override
  public AuthenticationManager resolve(HttpServletRequest request) {
    return shown -> authenticate(shown, () -> ClientCertificates.thumbprint(request));
  }

  private Authentication authenticate(
      Authentication request, Supplier<Optional<String>> certificate) {
    if (!(request instanceof BearerTokenAuthenticationToken bearer)) {
      throw new InvalidBearerTokenException("Only bearer tokens are accepted.");
    }
    try {
      Caller caller = tokens.verify(bearer.getToken(), certificate);
      Caller known = caller.with(standings.of(caller));
      return new CallerAuthentication(known, entitlements.permissions(known));
    } catch (InvalidTokenException e) {
      throw new InvalidBearerTokenException(e.getMessage(), e);
    }
  }
}

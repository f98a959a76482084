package dev.mortar.security;

import dev.mortar.access.Caller;
import dev.mortar.access.Entitlements;
import dev.mortar.authorization.Tokens;
import dev.mortar.authorization.Tokens.InvalidTokenException;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;

/** Verifies the bearer token of a request, and finds what is stored about its owner. */
final class BearerTokens implements AuthenticationManager {
  private final Tokens tokens;
  private final Standings standings;
  private final Entitlements entitlements;

  BearerTokens(Tokens tokens, Standings standings, Entitlements entitlements) {
    this.tokens = tokens;
    this.standings = standings;
    this.entitlements = entitlements;
  }

  @Override
  public Authentication authenticate(Authentication request) {
    if (!(request instanceof BearerTokenAuthenticationToken bearer)) {
      throw new InvalidBearerTokenException("Only bearer tokens are accepted.");
    }
    try {
      Caller caller = tokens.verify(bearer.getToken());
      Caller known = caller.with(standings.of(caller));
      return new CallerAuthentication(known, entitlements.permissions(known));
    } catch (InvalidTokenException e) {
      throw new InvalidBearerTokenException(e.getMessage(), e);
    }
  }
}

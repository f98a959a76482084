package dev.mortar.security;

import dev.mortar.authorization.Tokens;
import dev.mortar.authorization.Tokens.InvalidTokenException;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;

/** Verifies the bearer token of a request. */
final class BearerTokens implements AuthenticationManager {
  private final Tokens tokens;

  BearerTokens(Tokens tokens) {
    this.tokens = tokens;
  }

  @Override
  public Authentication authenticate(Authentication request) {
    if (!(request instanceof BearerTokenAuthenticationToken bearer)) {
      throw new InvalidBearerTokenException("Only bearer tokens are accepted.");
    }
    try {
      return new CallerAuthentication(tokens.verify(bearer.getToken()));
    } catch (InvalidTokenException e) {
      throw new InvalidBearerTokenException(e.getMessage(), e);
    }
  }
}

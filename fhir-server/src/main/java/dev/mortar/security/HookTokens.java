package dev.mortar.security;

import dev.mortar.authorization.ServerAddress;
import dev.mortar.authorization.SignedCalls.RefusedCallException;
import dev.mortar.ehr.HookClients;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.AuthenticationManagerResolver;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;

/** Verifies the JWT of a call, which is for the called address alone. */
final class HookTokens implements AuthenticationManagerResolver<HttpServletRequest> {
  private final HookClients clients;
  private final ServerAddress server;

  HookTokens(HookClients clients, ServerAddress server) {
    this.clients = clients;
    this.server = server;
  }

  @Override
  public AuthenticationManager resolve(HttpServletRequest request) {
    String endpoint = server.of(request.getRequestURI());
    return attempt -> verified(attempt, endpoint);
  }

  private Authentication verified(Authentication attempt, String endpoint) {
    if (!(attempt instanceof BearerTokenAuthenticationToken bearer)) {
      throw new InvalidBearerTokenException("Only bearer tokens are accepted.");
    }
    try {
      return new HookAuthentication(clients.verify(bearer.getToken(), endpoint));
    } catch (RefusedCallException e) {
      throw new InvalidBearerTokenException(e.getMessage(), e);
    }
  }
}

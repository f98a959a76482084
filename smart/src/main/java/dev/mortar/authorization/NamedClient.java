package dev.mortar.authorization;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.web.authentication.AuthenticationConverter;

/**
 * A client without a secret that only says who it is. That is enough where it shows a token that
 * was given to it alone: to refresh, where the token changes with each use, and to revoke.
 */
final class NamedClient implements AuthenticationConverter, AuthenticationProvider {
  private static final String USE = "mortar.use";

  private final RegisteredClientRepository clients;

  NamedClient(RegisteredClientRepository clients) {
    this.clients = clients;
  }

  @Override
  public @Nullable Authentication convert(HttpServletRequest request) {
    boolean refreshes =
        AuthorizationGrantType.REFRESH_TOKEN.getValue().equals(request.getParameter("grant_type"));
    boolean revokes = request.getRequestURI().endsWith("/oauth2/revoke");
    String[] ids = request.getParameterValues("client_id");
    if (!(refreshes || revokes)
        || ids == null
        || request.getHeader("Authorization") != null
        || request.getParameter("client_secret") != null
        || request.getParameter("client_assertion") != null) {
      return null;
    }
    if (ids.length != 1) {
      throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_REQUEST);
    }
    return new OAuth2ClientAuthenticationToken(
        ids[0], ClientAuthenticationMethod.NONE, null, Map.of(USE, "token"));
  }

  @Override
  public @Nullable Authentication authenticate(Authentication authentication) {
    if (!(authentication instanceof OAuth2ClientAuthenticationToken named)
        || !named.getAdditionalParameters().containsKey(USE)) {
      return null;
    }
    RegisteredClient client = clients.findByClientId(named.getPrincipal().toString());
    if (client == null
        || !client.getClientAuthenticationMethods().contains(ClientAuthenticationMethod.NONE)) {
      throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_CLIENT);
    }
    return new OAuth2ClientAuthenticationToken(client, ClientAuthenticationMethod.NONE, null);
  }

  @Override
  public boolean supports(Class<?> type) {
    return OAuth2ClientAuthenticationToken.class.isAssignableFrom(type);
  }
}

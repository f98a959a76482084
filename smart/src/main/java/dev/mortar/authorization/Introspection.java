package dev.mortar.authorization;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.springframework.http.server.ServletServerHttpResponse;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenIntrospection;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2TokenIntrospectionAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.http.converter.OAuth2TokenIntrospectionHttpMessageConverter;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;

/**
 * Tells of a token what SMART wants told: the person as a whole address and the launch context as
 * it stood beside the token. A token whose person was closed out meanwhile is not active.
 */
final class Introspection implements AuthenticationSuccessHandler {
  private final OAuth2TokenIntrospectionHttpMessageConverter json =
      new OAuth2TokenIntrospectionHttpMessageConverter();
  private final Tokens tokens;
  private final LaunchContext context;
  private final ServerAddress server;

  Introspection(Tokens tokens, LaunchContext context, ServerAddress server) {
    this.tokens = tokens;
    this.context = context;
    this.server = server;
  }

  @Override
  public void onAuthenticationSuccess(
      HttpServletRequest request, HttpServletResponse response, Authentication authentication)
      throws IOException {
    if (authentication instanceof OAuth2TokenIntrospectionAuthenticationToken asked) {
      response.setHeader("Cache-Control", "no-store");
      json.write(
          describe(asked.getToken(), asked.getTokenClaims()),
          null,
          new ServletServerHttpResponse(response));
    }
  }

  private OAuth2TokenIntrospection describe(String token, OAuth2TokenIntrospection found) {
    if (!found.isActive() || !found.getClaims().containsKey(TokenClaims.ROLE)) {
      return found;
    }
    try {
      tokens.examine(token);
    } catch (Tokens.InvalidTokenException ended) {
      return OAuth2TokenIntrospection.builder().build();
    }
    Map<String, Object> launch = context.of(token);
    return OAuth2TokenIntrospection.withClaims(found.getClaims())
        .claims(
            claims -> {
              claims.remove(TokenClaims.GRANT);
              claims.remove(TokenClaims.PATIENT);
              claims.computeIfPresent(
                  TokenClaims.FHIR_USER, (name, user) -> server.fhir() + "/" + user);
              claims.putAll(launch);
            })
        .build();
  }
}

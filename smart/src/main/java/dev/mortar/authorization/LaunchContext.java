package dev.mortar.authorization;

import dev.mortar.access.Scopes;
import java.util.HashMap;
import java.util.Map;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AccessTokenAuthenticationContext;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AccessTokenAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.web.authentication.OAuth2AccessTokenResponseAuthenticationSuccessHandler;

/** Puts the patient in context beside the token, as SMART apps expect it. */
final class LaunchContext {
  private final JwtDecoder decoder;

  LaunchContext(JwtDecoder decoder) {
    this.decoder = decoder;
  }

  OAuth2AccessTokenResponseAuthenticationSuccessHandler handler() {
    var handler = new OAuth2AccessTokenResponseAuthenticationSuccessHandler();
    handler.setAccessTokenResponseCustomizer(this::add);
    return handler;
  }

  private void add(OAuth2AccessTokenAuthenticationContext context) {
    OAuth2AccessTokenAuthenticationToken granted = context.getAuthentication();
    OAuth2AccessToken token = granted.getAccessToken();
    if (!RequestRules.needsPatient(Scopes.of(token.getScopes()))) {
      return;
    }
    String patient = decoder.decode(token.getTokenValue()).getClaimAsString(TokenClaims.PATIENT);
    if (patient != null) {
      Map<String, Object> parameters = new HashMap<>(granted.getAdditionalParameters());
      parameters.put("patient", patient);
      context.getAccessTokenResponse().additionalParameters(parameters);
    }
  }
}

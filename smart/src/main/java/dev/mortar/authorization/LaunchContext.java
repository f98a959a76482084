package dev.mortar.authorization;

import dev.mortar.access.Scopes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AccessTokenAuthenticationContext;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AccessTokenAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.web.authentication.OAuth2AccessTokenResponseAuthenticationSuccessHandler;

/**
 * Puts what the app was opened with beside the token.
 *
 * @see <a href="https://hl7.org/fhir/smart-app-launch/STU2.2/scopes-and-launch-context.html">Launch
 *     context arrives with your access token</a>
 */
final class LaunchContext {
  static final String STYLE = "/login/smart-style-1.json";

  private final JwtDecoder decoder;
  private final OAuth2AuthorizationService grants;
  private final LaunchRules launches;
  private final ServerAddress server;

  LaunchContext(
      JwtDecoder decoder,
      OAuth2AuthorizationService grants,
      LaunchRules launches,
      ServerAddress server) {
    this.decoder = decoder;
    this.grants = grants;
    this.launches = launches;
    this.server = server;
  }

  OAuth2AccessTokenResponseAuthenticationSuccessHandler handler() {
    var handler = new OAuth2AccessTokenResponseAuthenticationSuccessHandler();
    handler.setAccessTokenResponseCustomizer(this::add);
    return handler;
  }

  private void add(OAuth2AccessTokenAuthenticationContext context) {
    OAuth2AccessTokenAuthenticationToken granted = context.getAuthentication();
    OAuth2AccessToken token = granted.getAccessToken();
    Map<String, Object> parameters = new HashMap<>(granted.getAdditionalParameters());
    parameters.putAll(of(token.getTokenValue()));
    context.getAccessTokenResponse().additionalParameters(parameters);
  }

  /** What stands beside the access token, by the names that SMART gives. */
  Map<String, Object> of(String token) {
    Jwt jwt = decoder.decode(token);
    Optional<Launch> launch =
        Optional.ofNullable(jwt.getClaimAsString(TokenClaims.GRANT))
            .map(grants::findById)
            .flatMap(launches::of);
    Map<String, Object> parameters = new HashMap<>();
    launch.filter(Launch::fromEhr).ifPresent(ehr -> describe(ehr, parameters));
    String patient = jwt.getClaimAsString(TokenClaims.PATIENT);
    List<String> scopes = jwt.getClaimAsStringList(TokenClaims.SCOPE);
    boolean told =
        launch.isPresent()
            || RequestRules.needsPatient(Scopes.of(scopes == null ? List.of() : scopes));
    if (patient != null && told) {
      parameters.put("patient", patient);
    }
    return parameters;
  }

  /** An app opens in a window of its own, so it must show itself whose records these are. */
  private void describe(Launch launch, Map<String, Object> parameters) {
    parameters.put("need_patient_banner", true);
    parameters.put("smart_style_url", server.of(STYLE));
    if (!launch.encounter().isEmpty()) {
      parameters.put("encounter", launch.encounter());
    }
    if (!launch.intent().isEmpty()) {
      parameters.put("intent", launch.intent());
    }
    List<Map<String, String>> context =
        launch.context().stream().map(reference -> Map.of("reference", reference)).toList();
    if (!context.isEmpty()) {
      parameters.put("fhirContext", context);
    }
  }
}

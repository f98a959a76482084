package dev.mortar.authorization;

import dev.mortar.access.Scope;
import dev.mortar.access.Scopes;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationContext;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationException;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientCredentialsAuthenticationContext;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientCredentialsAuthenticationToken;

/** What a request for authorization must satisfy beyond OAuth 2: SMART's audience and scopes. */
final class RequestRules {
  private final ServerAddress server;
  private final Accounts accounts;
  private final LaunchRules launches;

  RequestRules(ServerAddress server, Accounts accounts, LaunchRules launches) {
    this.server = server;
    this.accounts = accounts;
    this.launches = launches;
  }

  void checkCodeRequest(OAuth2AuthorizationCodeRequestAuthenticationContext context) {
    OAuth2AuthorizationCodeRequestAuthenticationToken request = context.getAuthentication();
    String redirect = request.getRedirectUri();
    if (redirect != null && !context.getRegisteredClient().getRedirectUris().contains(redirect)) {
      // The framework lets the port of a loopback address differ; here the whole address counts.
      throw new OAuth2AuthorizationCodeRequestAuthenticationException(
          new OAuth2Error(OAuth2ErrorCodes.INVALID_REQUEST, "Unknown redirect_uri.", null), null);
    }
    checkAudienceAndScopes(context, request);
  }

  private void checkAudienceAndScopes(
      OAuth2AuthorizationCodeRequestAuthenticationContext context,
      OAuth2AuthorizationCodeRequestAuthenticationToken request) {
    Object resource = request.getAdditionalParameters().get("resource");
    Object audience = request.getAdditionalParameters().getOrDefault("aud", resource);
    boolean ours = context.getRegisteredClient().getClientId().equals(Clients.WEB);
    if (audience == null ? !ours : !audience.equals(server.fhir())) {
      throw refused(
          request,
          OAuth2ErrorCodes.INVALID_REQUEST,
          "The parameter aud must be " + server.fhir() + ".");
    }
    Scopes asked = Scopes.of(request.getScopes());
    if (!granted(asked, context.getRegisteredClient().getScopes())) {
      throw refused(
          request, OAuth2ErrorCodes.INVALID_SCOPE, "The client may not ask for these scopes.");
    }
    if (hasContext(asked, Scope.Context.SYSTEM)) {
      throw refused(
          request, OAuth2ErrorCodes.INVALID_SCOPE, "system/ scopes are for client credentials.");
    }
    checkLaunch(context.getRegisteredClient().getClientId(), request, asked);
  }

  private void checkLaunch(
      String client, OAuth2AuthorizationCodeRequestAuthenticationToken request, Scopes asked) {
    Map<String, Object> parameters = request.getAdditionalParameters();
    launches
        .check(asked, parameters, client, request.getPrincipal())
        .ifPresent(
            wrong -> {
              throw refused(request, OAuth2ErrorCodes.INVALID_REQUEST, wrong);
            });
    if (needsPatient(asked) && !parameters.containsKey("launch") && withoutPatient(request)) {
      throw refused(
          request, OAuth2ErrorCodes.INVALID_SCOPE, "The account has no patient in context.");
    }
  }

  void checkClientRequest(OAuth2ClientCredentialsAuthenticationContext context) {
    Set<String> allowed =
        Objects.requireNonNull(context.getRegisteredClient(), "client").getScopes();
    Scopes asked =
        Scopes.of(
            context.<OAuth2ClientCredentialsAuthenticationToken>getAuthentication().getScopes());
    if (!granted(asked, allowed)
        || hasContext(asked, Scope.Context.USER)
        || hasContext(asked, Scope.Context.PATIENT)) {
      throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_SCOPE);
    }
  }

  private static boolean granted(Scopes asked, Collection<String> allowed) {
    return asked.clinical().stream().allMatch(Restrictions::enforceable)
        && asked.addUp()
        && Scopes.of(allowed).cover(asked);
  }

  private static boolean hasContext(Scopes scopes, Scope.Context context) {
    return scopes.clinical().stream().anyMatch(scope -> scope.context() == context);
  }

  static boolean needsPatient(Scopes scopes) {
    return scopes.plain().contains("launch/patient") || hasContext(scopes, Scope.Context.PATIENT);
  }

  private boolean withoutPatient(OAuth2AuthorizationCodeRequestAuthenticationToken request) {
    return request.getPrincipal() instanceof Authentication user
        && accounts.find(user.getName()).filter(found -> found.patientId().isEmpty()).isPresent();
  }

  private static OAuth2AuthorizationCodeRequestAuthenticationException refused(
      OAuth2AuthorizationCodeRequestAuthenticationToken request, String code, String text) {
    return new OAuth2AuthorizationCodeRequestAuthenticationException(
        new OAuth2Error(code, text, null), request);
  }
}

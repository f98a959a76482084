package dev.mortar.authorization;

import dev.mortar.access.Scopes;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;

/**
 * What our tokens say beyond OAuth 2: role, person and patient.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9068">RFC 9068, JWT profile for access tokens</a>
 */
final class TokenClaims implements OAuth2TokenCustomizer<JwtEncodingContext> {
  /** The media type that keeps an ID token from being taken for an access token. */
  static final String ACCESS_TOKEN_TYPE = "at+jwt";

  static final String ROLE = "role";
  static final String FHIR_USER = "fhirUser";
  static final String PATIENT = "patient";
  static final String CLIENT = "client_id";
  static final String GRANT = "grant";
  static final String SCOPE = "scope";
  static final String LEVEL = "acr";

  /** What whoever shows the token must have besides (RFC 7800). */
  static final String CONFIRMATION = "cnf";

  /** Of a certificate (RFC 8705). */
  static final String THUMBPRINT = "x5t#S256";

  private final ServerAddress server;
  private final Accounts accounts;
  private final OpenAccounts open;
  private final SigningKeys keys;
  private final LaunchRules launches;

  TokenClaims(
      ServerAddress server,
      Accounts accounts,
      OpenAccounts open,
      SigningKeys keys,
      LaunchRules launches) {
    this.open = open;
    this.launches = launches;
    this.server = server;
    this.accounts = accounts;
    this.keys = keys;
  }

  @Override
  public void customize(JwtEncodingContext context) {
    context.getJwsHeader().keyId(keys.current());
    addMethods(context);
    if (OAuth2TokenType.ACCESS_TOKEN.equals(context.getTokenType())) {
      accessToken(context);
    } else {
      accounts
          .find(context.getPrincipal().getName())
          .ifPresent(
              account ->
                  context
                      .getClaims()
                      .claim(FHIR_USER, server.fhir() + "/" + account.fhirUser())
                      .claim("name", account.displayName()));
    }
  }

  /** How the person signed in, as far as we know it. */
  private static void addMethods(JwtEncodingContext context) {
    List<String> methods = SignIns.methods(context.getPrincipal().getAuthorities());
    if (!methods.isEmpty()) {
      context.getClaims().claim("amr", methods).claim(LEVEL, SignIns.level(methods));
    }
  }

  private void accessToken(JwtEncodingContext context) {
    JwtClaimsSet.Builder claims = context.getClaims();
    context.getJwsHeader().type(ACCESS_TOKEN_TYPE);
    // Claims are stored with the grant, whose reader accepts only plain collections.
    claims.audience(new ArrayList<>(List.of(server.fhir())));
    claims.claim(CLIENT, context.getRegisteredClient().getClientId());
    bind(claims, context);
    if (context.getAuthorizationGrantType().equals(AuthorizationGrantType.CLIENT_CREDENTIALS)) {
      String role = context.getRegisteredClient().getClientSettings().getSetting(Clients.ROLE);
      claims.claim(ROLE, role);
    } else {
      if (context.getAuthorization() != null) {
        claims.claim(GRANT, context.getAuthorization().getId());
      }
      Account account =
          open.find(context.getPrincipal().getName())
              .orElseThrow(() -> new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_GRANT));
      describe(claims, account, context.getAuthorizedScopes());
      addLaunch(claims, context, account);
    }
  }

  /** Who proved itself by a certificate gets a token that is good with it alone. */
  private static void bind(JwtClaimsSet.Builder claims, JwtEncodingContext context) {
    if (context.getAuthorizationGrant() != null
        && context.getAuthorizationGrant().getPrincipal()
            instanceof OAuth2ClientAuthenticationToken by
        && by.getCredentials() instanceof X509Certificate certificate) {
      // A map that can change, as its reader takes only plain ones.
      claims.claim(
          CONFIRMATION,
          new HashMap<>(Map.of(THUMBPRINT, ClientCertificates.thumbprint(certificate))));
    }
  }

  /** Somebody with a record of their own never gets another one by a launch. */
  private void addLaunch(JwtClaimsSet.Builder claims, JwtEncodingContext context, Account account) {
    if (context.getAuthorization() == null) {
      return;
    }
    launches
        .of(context.getAuthorization())
        .filter(launch -> account.patientId().isEmpty())
        .map(Launch::patient)
        .filter(patient -> !patient.isEmpty())
        .ifPresent(patient -> claims.claim(PATIENT, patient));
  }

  /** The claims of a person's access token. */
  static void describe(JwtClaimsSet.Builder claims, Account account, Collection<String> scopes) {
    claims.claim(ROLE, account.role().code()).claim(FHIR_USER, account.fhirUser());
    account.patientId().ifPresent(patient -> claims.claim(PATIENT, patient));
    claims.claim(SCOPE, new ArrayList<>(scopes));
  }

  /** The scopes as the token endpoint would have written them. */
  static List<String> texts(Scopes scopes) {
    return Stream.concat(
            scopes.plain().stream().sorted(), scopes.clinical().stream().map(Object::toString))
        .toList();
  }

  static String newId() {
    return UUID.randomUUID().toString();
  }
}

package dev.mortar.authorization;

import dev.mortar.access.Caller;
import dev.mortar.access.Role;
import dev.mortar.access.Scopes;
import dev.mortar.access.Standing;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;

/**
 * Verifies tokens here, without asking anybody. A verified token is remembered for a moment, after
 * which account and grant are looked at again, so that what was withdrawn stops within that time.
 */
final class JwtTokens implements Tokens {
  /** Only tokens with a right signature get in, so the bound is reached by honest use alone. */
  private static final int REMEMBERED = 10_000;

  private final Codec codec;
  private final OpenAccounts accounts;
  private final OAuth2AuthorizationService grants;
  private final ServerAddress server;
  private final AuthorizationProperties properties;
  private final Clock clock;
  private final Map<String, Verified> remembered = new ConcurrentHashMap<>();

  JwtTokens(
      Codec codec,
      OpenAccounts accounts,
      OAuth2AuthorizationService grants,
      ServerAddress server,
      AuthorizationProperties properties,
      Clock clock) {
    this.codec = codec;
    this.accounts = accounts;
    this.grants = grants;
    this.server = server;
    this.properties = properties;
    this.clock = clock;
  }

  @Override
  public Caller verify(String token, Supplier<Optional<String>> certificate) {
    Verified verified = verified(token);
    if (!verified.boundTo().isEmpty()
        && !certificate.get().filter(verified.boundTo()::equals).isPresent()) {
      throw new InvalidTokenException("The access token is bound to another connection.");
    }
    return verified.caller();
  }

  @Override
  public Caller examine(String token) {
    return verified(token).caller();
  }

  private Verified verified(String token) {
    Instant now = clock.instant();
    Verified known = remembered.get(token);
    if (known != null && now.isBefore(known.until())) {
      return known;
    }
    remembered.remove(token);
    Verified verified = decode(token, now);
    if (remembered.size() >= REMEMBERED) {
      remembered.clear();
    }
    remembered.put(token, verified);
    return verified;
  }

  private Verified decode(String token, Instant now) {
    Jwt jwt;
    try {
      jwt = codec.decoder().decode(token);
    } catch (JwtException e) {
      throw new InvalidTokenException("The access token is not valid.");
    }
    Caller caller = caller(jwt);
    checkStillGranted(jwt, caller);
    Instant recheck = now.plus(properties.recheck());
    Instant expires = jwt.getExpiresAt();
    boolean soon = expires != null && expires.isBefore(recheck);
    return new Verified(caller, soon ? expires : recheck, boundTo(jwt));
  }

  /** What we cannot check is bound to nothing that anybody has. */
  private static String boundTo(Jwt jwt) {
    Map<String, Object> confirmation = jwt.getClaimAsMap(TokenClaims.CONFIRMATION);
    return confirmation == null ? "" : String.valueOf(confirmation.get(TokenClaims.THUMBPRINT));
  }

  private static Caller caller(Jwt jwt) {
    Role role =
        Optional.ofNullable(jwt.getClaimAsString(TokenClaims.ROLE))
            .flatMap(Role::ofCode)
            .orElseThrow(() -> new InvalidTokenException("The access token names no role."));
    List<String> scopes = jwt.getClaimAsStringList(TokenClaims.SCOPE);
    return new Caller(
        jwt.getSubject(),
        role,
        Optional.ofNullable(jwt.getClaimAsString(TokenClaims.FHIR_USER)),
        Optional.ofNullable(jwt.getClaimAsString(TokenClaims.PATIENT)),
        Scopes.of(scopes == null ? List.of() : scopes),
        Optional.ofNullable(jwt.getClaimAsString(TokenClaims.CLIENT)).orElse(""),
        Standing.NONE.signedIn(
            SignIns.TWO_FACTORS.equals(jwt.getClaimAsString(TokenClaims.LEVEL))));
  }

  private void checkStillGranted(Jwt jwt, Caller caller) {
    if (caller.fhirUser().isPresent()
        && accounts
            .find(caller.name())
            .filter(account -> account.role() == caller.role())
            .isEmpty()) {
      throw new InvalidTokenException("The account is closed or has changed.");
    }
    String grant = jwt.getClaimAsString(TokenClaims.GRANT);
    if (grant != null && !stands(grants.findById(grant))) {
      throw new InvalidTokenException("The grant was withdrawn.");
    }
  }

  private static boolean stands(@Nullable OAuth2Authorization grant) {
    return grant != null
        && grant.getAccessToken() != null
        && !grant.getAccessToken().isInvalidated();
  }

  @Override
  public String mint(Account account, Scopes scopes) {
    Instant now = clock.instant();
    JwtClaimsSet.Builder claims =
        JwtClaimsSet.builder()
            .issuer(server.issuer())
            .subject(account.username())
            .audience(List.of(server.fhir()))
            .issuedAt(now)
            .notBefore(now)
            .expiresAt(now.plus(properties.accessToken()))
            .id(TokenClaims.newId())
            .claim(TokenClaims.CLIENT, Clients.WEB);
    TokenClaims.describe(claims, account, TokenClaims.texts(scopes));
    JwsHeader header =
        JwsHeader.with(SignatureAlgorithm.RS256)
            .keyId(codec.keys().current())
            .type(TokenClaims.ACCESS_TOKEN_TYPE)
            .build();
    return codec
        .encoder()
        .encode(JwtEncoderParameters.from(header, claims.build()))
        .getTokenValue();
  }

  /** How tokens are written and read. */
  record Codec(JwtDecoder decoder, JwtEncoder encoder, SigningKeys keys) {}

  /**
   * @param boundTo thumbprint of a certificate, or empty
   */
  private record Verified(Caller caller, Instant until, String boundTo) {}
}

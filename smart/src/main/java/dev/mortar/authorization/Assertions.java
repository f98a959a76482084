package dev.mortar.authorization;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.net.URI;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtDecoderFactory;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;

/**
 * Judges the signed assertion by which a client proves itself: either algorithm of SMART, one key
 * that fits, meant for us, short-lived and used once.
 *
 * @see <a
 *     href="https://hl7.org/fhir/smart-app-launch/STU2.2/client-confidential-asymmetric.html">Asymmetric
 *     client authentication</a>
 */
final class Assertions implements JwtDecoderFactory<RegisteredClient> {
  private static final Set<JWSAlgorithm> ALGORITHMS =
      Set.of(JWSAlgorithm.RS384, JWSAlgorithm.ES384);
  private static final Duration LONGEST = Duration.ofMinutes(5);
  private static final Duration SKEW = Duration.ofSeconds(30);
  private static final int LONGEST_ID = 200;

  private final RegisteredApps apps;
  private final ClientKeys keys;
  private final SpentAssertions spent;
  private final ServerAddress server;
  private final Clock clock;

  Assertions(
      RegisteredApps apps,
      ClientKeys keys,
      SpentAssertions spent,
      ServerAddress server,
      Clock clock) {
    this.apps = apps;
    this.keys = keys;
    this.spent = spent;
    this.server = server;
    this.clock = clock;
  }

  @Override
  public JwtDecoder createDecoder(RegisteredClient client) {
    return assertion -> verify(client.getClientId(), assertion);
  }

  private Jwt verify(String id, String assertion) {
    ClientRegistration client =
        apps.find(id)
            .filter(ClientRegistration::signs)
            .orElseThrow(() -> new BadJwtException("The client does not sign."));
    try {
      SignedJWT jwt = SignedJWT.parse(assertion);
      checkHeader(client, jwt.getHeader());
      checkSignature(client, jwt);
      return checked(id, jwt.getHeader(), jwt.getJWTClaimsSet(), assertion);
    } catch (ParseException | JOSEException | IOException e) {
      throw new BadJwtException("The assertion cannot be verified.", e);
    }
  }

  private static void checkHeader(ClientRegistration client, JWSHeader header) {
    check(ALGORITHMS.contains(header.getAlgorithm()), "The algorithm must be RS384 or ES384.");
    URI jku = header.getJWKURL();
    check(
        jku == null || (!client.jwksUri().isEmpty() && jku.toString().equals(client.jwksUri())),
        "jku must be the registered address.");
    check(header.getKeyID() != null, "The header names no kid.");
  }

  private void checkSignature(ClientRegistration client, SignedJWT jwt)
      throws IOException, JOSEException {
    JWSHeader header = jwt.getHeader();
    List<JWK> found =
        keys.find(client, header.getKeyID()).stream()
            .filter(key -> fits(key, header.getAlgorithm()))
            .toList();
    check(found.size() == 1, "Not exactly one key fits kid and algorithm.");
    check(jwt.verify(verifier(found.getFirst())), "The signature is wrong.");
  }

  private static boolean fits(JWK key, JWSAlgorithm algorithm) {
    boolean forIt = key.getAlgorithm() == null || key.getAlgorithm().equals(algorithm);
    return forIt
        && (algorithm.equals(JWSAlgorithm.RS384) ? key instanceof RSAKey : key instanceof ECKey);
  }

  private static JWSVerifier verifier(JWK key) throws JOSEException {
    return switch (key) {
      case RSAKey rsa -> new RSASSAVerifier(rsa);
      case ECKey ec -> new ECDSAVerifier(ec);
      default -> throw new JOSEException("Not a key to verify with.");
    };
  }

  private Jwt checked(String id, JWSHeader header, JWTClaimsSet claims, String assertion) {
    Instant now = clock.instant();
    check(id.equals(claims.getIssuer()) && id.equals(claims.getSubject()), "iss and sub differ.");
    check(
        claims.getAudience().contains(server.of("/oauth2/token")),
        "aud must be the address of the token endpoint.");
    Instant expires = instant(claims.getExpirationTime());
    if (expires == null || !now.isBefore(expires.plus(SKEW))) {
      throw new BadJwtException("exp is missing or past.");
    }
    check(!expires.isAfter(now.plus(LONGEST).plus(SKEW)), "exp is more than 5 minutes ahead.");
    Instant from = instant(claims.getNotBeforeTime());
    check(from == null || !from.isAfter(now.plus(SKEW)), "nbf is ahead.");
    String jti = claims.getJWTID();
    if (jti == null || jti.isEmpty() || jti.length() > LONGEST_ID) {
      throw new BadJwtException("jti is missing or long.");
    }
    check(spent.spend(id, jti, expires.plus(SKEW)), "The assertion was used before.");
    return Jwt.withTokenValue(assertion)
        .header("alg", header.getAlgorithm().getName())
        .subject(id)
        .expiresAt(expires)
        .build();
  }

  private static @Nullable Instant instant(@Nullable Date date) {
    return date == null ? null : date.toInstant();
  }

  private static void check(boolean right, String why) {
    if (!right) {
      throw new BadJwtException(why);
    }
  }
}

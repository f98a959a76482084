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
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jwt.BadJwtException;

/** What holds of each JWT by which a program proves itself: one fitting key, short, used once. */
final class SignedProofs {
  static final Duration SKEW = Duration.ofSeconds(30);

  private static final Set<JWSAlgorithm> ALGORITHMS =
      Set.of(JWSAlgorithm.RS384, JWSAlgorithm.ES384);
  private static final Duration LONGEST = Duration.ofMinutes(5);
  private static final int LONGEST_ID = 200;

  private final SpentAssertions spent;
  private final Clock clock;

  SignedProofs(SpentAssertions spent, Clock clock) {
    this.spent = spent;
    this.clock = clock;
  }

  /**
   * @param registered where its keys are; empty if they are not at an address
   */
  static void checkHeader(JWSHeader header, String registered) {
    check(ALGORITHMS.contains(header.getAlgorithm()), "The algorithm must be RS384 or ES384.");
    URI jku = header.getJWKURL();
    check(
        jku == null || (!registered.isEmpty() && jku.toString().equals(registered)),
        "jku must be the registered address.");
    check(header.getKeyID() != null, "The header names no kid.");
  }

  static void checkSignature(SignedJWT jwt, List<JWK> keys) throws JOSEException {
    JWSAlgorithm algorithm = jwt.getHeader().getAlgorithm();
    List<JWK> found = keys.stream().filter(key -> fits(key, algorithm)).toList();
    check(found.size() == 1, "Not exactly one key fits kid and algorithm.");
    check(jwt.verify(verifier(found.getFirst())), "The signature is wrong.");
  }

  /** When it ends. */
  Instant checkTimes(JWTClaimsSet claims) {
    Instant now = clock.instant();
    Instant expires = instant(claims.getExpirationTime());
    if (expires == null || !now.isBefore(expires.plus(SKEW))) {
      throw new BadJwtException("exp is missing or past.");
    }
    check(!expires.isAfter(now.plus(LONGEST).plus(SKEW)), "exp is more than 5 minutes ahead.");
    check(!ahead(claims.getNotBeforeTime()), "nbf is ahead.");
    return expires;
  }

  boolean ahead(@Nullable Date time) {
    return time != null && time.toInstant().isAfter(clock.instant().plus(SKEW));
  }

  /** Last of all, so that nobody uses up what another one has signed. */
  void spend(String by, @Nullable String jti, Instant expires) {
    if (jti == null || jti.isEmpty() || jti.length() > LONGEST_ID) {
      throw new BadJwtException("jti is missing or long.");
    }
    check(spent.spend(by, jti, expires.plus(SKEW)), "The assertion was used before.");
  }

  static void check(boolean right, String why) {
    if (!right) {
      throw new BadJwtException(why);
    }
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

  private static @Nullable Instant instant(@Nullable Date date) {
    return date == null ? null : date.toInstant();
  }
}

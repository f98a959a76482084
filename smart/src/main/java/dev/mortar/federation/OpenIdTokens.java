package dev.mortar.federation;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import dev.mortar.ehr.Http;
import dev.mortar.ehr.SmartException;
import dev.mortar.federation.FederationProperties.Provider;
import java.net.URI;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Believes an ID token only with the provider's signature, and only if it is for us, for this
 * sign-in and of now. The keys are read each time, so that a changed key counts at once.
 *
 * @see <a href="https://openid.net/specs/openid-connect-core-1_0.html#IDTokenValidation">ID token
 *     validation</a>
 */
final class OpenIdTokens {
  private static final Duration SKEW = Duration.ofSeconds(60);

  /** It is fetched right after it was made. */
  private static final Duration OLDEST = Duration.ofMinutes(10);

  private static final int LONGEST_SUBJECT = 255;

  /** Signatures by keys that only the provider has: no shared secret, and never none. */
  private static final Set<JWSAlgorithm> ALGORITHMS =
      Set.of(
          JWSAlgorithm.RS256,
          JWSAlgorithm.RS384,
          JWSAlgorithm.RS512,
          JWSAlgorithm.PS256,
          JWSAlgorithm.PS384,
          JWSAlgorithm.PS512,
          JWSAlgorithm.ES256,
          JWSAlgorithm.ES384,
          JWSAlgorithm.ES512);

  private final Http http;
  private final Clock clock;

  OpenIdTokens(Http http, Clock clock) {
    this.http = http;
    this.clock = clock;
  }

  Identity verified(Provider provider, URI keys, String token, String nonce) {
    try {
      JWTClaimsSet claims = signed(keys, token);
      check(provider.issuer().toString().equals(claims.getIssuer()), "is of another issuer");
      checkAudience(claims, provider.client().id());
      check(nonce.equals(claims.getStringClaim("nonce")), "is for another sign-in");
      checkTimes(claims);
      String subject = claims.getSubject();
      check(
          subject != null && !subject.isBlank() && subject.length() <= LONGEST_SUBJECT,
          "names nobody");
      return new Identity(provider.issuer().toString(), subject, withValues(claims), token);
    } catch (ParseException | BadJOSEException | JOSEException e) {
      throw new SmartException(
          SmartException.Kind.REFUSED, "The ID token of the identity provider is not verified.", e);
    }
  }

  /**
   * What a provider that signs its UserInfo says there.
   *
   * @see <a href="https://openid.net/specs/openid-connect-core-1_0.html#UserInfoResponse">UserInfo
   *     response</a>
   */
  Map<String, Object> verifiedUserInfo(Provider provider, URI keys, String token) {
    try {
      JWTClaimsSet claims = signed(keys, token);
      if (!provider.issuer().toString().equals(claims.getIssuer())
          || !claims.getAudience().contains(provider.client().id())) {
        throw SmartException.refused(
            "The UserInfo of the identity provider is of another issuer or for another app.");
      }
      return withValues(claims);
    } catch (ParseException | BadJOSEException | JOSEException e) {
      throw new SmartException(
          SmartException.Kind.REFUSED, "The UserInfo of the identity provider is not verified.", e);
    }
  }

  private JWTClaimsSet signed(URI keys, String token)
      throws ParseException, BadJOSEException, JOSEException {
    var processor = new DefaultJWTProcessor<SecurityContext>();
    JWKSet known = JWKSet.parse(JSONObjectUtils.toJSONString(http.get(keys)));
    processor.setJWSKeySelector(
        new JWSVerificationKeySelector<>(ALGORITHMS, new ImmutableJWKSet<>(known)));
    // Our own checks follow, by our own clock.
    processor.setJWTClaimsSetVerifier((claims, context) -> {});
    return processor.process(token, null);
  }

  /** With several audiences the token says for which of them it was asked. */
  private static void checkAudience(JWTClaimsSet claims, String us) throws ParseException {
    List<String> audience = claims.getAudience();
    String authorized = claims.getStringClaim("azp");
    check(
        audience.contains(us)
            && (authorized == null ? audience.size() == 1 : authorized.equals(us)),
        "is for another app");
  }

  private void checkTimes(JWTClaimsSet claims) {
    Instant now = clock.instant();
    check(now.isBefore(instant(claims.getExpirationTime()).plus(SKEW)), "has expired");
    Instant issued = instant(claims.getIssueTime());
    check(
        issued.isBefore(now.plus(SKEW)) && issued.isAfter(now.minus(OLDEST)),
        "was made at another time");
    Date from = claims.getNotBeforeTime();
    check(from == null || from.toInstant().isBefore(now.plus(SKEW)), "does not count yet");
  }

  /** What is missing is long over. */
  private static Instant instant(@Nullable Date date) {
    return date == null ? Instant.EPOCH : date.toInstant();
  }

  private static Map<String, Object> withValues(JWTClaimsSet claims) {
    return claims.getClaims().entrySet().stream()
        .filter(one -> one.getValue() != null)
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private static void check(boolean right, String wrong) {
    if (!right) {
      throw new SmartException(
          SmartException.Kind.REFUSED, "The ID token of the identity provider " + wrong + ".");
    }
  }
}

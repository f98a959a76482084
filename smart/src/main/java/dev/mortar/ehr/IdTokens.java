package dev.mortar.ehr;

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
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** Reads who is signed in at the EHR, and believes it only with the EHR's signature. */
final class IdTokens {
  private static final Duration SKEW = Duration.ofSeconds(60);
  private static final Set<JWSAlgorithm> ALGORITHMS =
      Set.of(JWSAlgorithm.RS256, JWSAlgorithm.RS384, JWSAlgorithm.ES256, JWSAlgorithm.ES384);

  private final Http http;
  private final Discovery discovery;
  private final Clock clock;

  IdTokens(Http http, Discovery discovery, Clock clock) {
    this.http = http;
    this.discovery = discovery;
    this.clock = clock;
  }

  /** The person, as a whole address; empty if the EHR says nothing about them. */
  Optional<String> fhirUser(Ehr ehr, Granted granted, String nonce) {
    if (granted.idToken().isEmpty()) {
      return Optional.empty();
    }
    Discovery.Endpoints endpoints = discovery.of(ehr);
    try {
      JWTClaimsSet claims = verified(granted.idToken().get(), endpoints);
      check(endpoints.issuer().equals(claims.getIssuer()), "another issuer");
      check(claims.getAudience().contains(ehr.clientId()), "another app");
      check(nonce.equals(claims.getStringClaim("nonce")), "another sign-in");
      Instant now = clock.instant();
      check(
          claims.getExpirationTime() != null
              && now.isBefore(claims.getExpirationTime().toInstant().plus(SKEW)),
          "another time");
      String user = claims.getStringClaim("fhirUser");
      return Optional.ofNullable(user)
          .map(one -> one.contains("://") ? one : ehr.base() + "/" + one);
    } catch (ParseException | BadJOSEException | JOSEException e) {
      throw new SmartException(
          SmartException.Kind.REFUSED, "The ID token of the EHR cannot be verified.", e);
    }
  }

  private JWTClaimsSet verified(String token, Discovery.Endpoints endpoints)
      throws ParseException, BadJOSEException, JOSEException {
    var keys =
        endpoints
            .keys()
            .map(http::get)
            .orElseThrow(
                () ->
                    new SmartException(
                        SmartException.Kind.PERMANENT, "The EHR publishes no keys."));
    var processor = new DefaultJWTProcessor<SecurityContext>();
    processor.setJWSKeySelector(
        new JWSVerificationKeySelector<>(
            ALGORITHMS, new ImmutableJWKSet<>(JWKSet.parse(JSONObjectUtils.toJSONString(keys)))));
    // Our own checks follow, by our own clock.
    processor.setJWTClaimsSetVerifier((claims, context) -> {});
    return processor.process(token, null);
  }

  private static void check(boolean right, String meant) {
    if (!right) {
      throw new SmartException(
          SmartException.Kind.REFUSED, "The ID token of the EHR is for " + meant + ".");
    }
  }
}

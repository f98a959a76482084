package dev.mortar.authorization;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.text.ParseException;
import java.time.Clock;
import java.time.Instant;
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
  private final RegisteredApps apps;
  private final ClientKeys keys;
  private final SignedProofs proofs;
  private final ServerAddress server;

  Assertions(
      RegisteredApps apps,
      ClientKeys keys,
      SpentAssertions spent,
      ServerAddress server,
      Clock clock) {
    this.apps = apps;
    this.keys = keys;
    this.proofs = new SignedProofs(spent, clock);
    this.server = server;
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
      JWSHeader header = jwt.getHeader();
      SignedProofs.checkHeader(header, client.jwksUri());
      SignedProofs.checkSignature(jwt, keys.find(client, header.getKeyID()));
      return checked(id, header, jwt.getJWTClaimsSet(), assertion);
    } catch (ParseException | JOSEException | IOException e) {
      throw new BadJwtException("The assertion cannot be verified.", e);
    }
  }

  private Jwt checked(String id, JWSHeader header, JWTClaimsSet claims, String assertion) {
    SignedProofs.check(
        id.equals(claims.getIssuer()) && id.equals(claims.getSubject()), "iss and sub differ.");
    SignedProofs.check(
        claims.getAudience().contains(server.of("/oauth2/token")),
        "aud must be the address of the token endpoint.");
    Instant expires = proofs.checkTimes(claims);
    proofs.spend(id, claims.getJWTID(), expires);
    return Jwt.withTokenValue(assertion)
        .header("alg", header.getAlgorithm().getName())
        .subject(id)
        .expiresAt(expires)
        .build();
  }
}

package dev.mortar.authorization;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.security.oauth2.jwt.BadJwtException;

/**
 * Judges the JWT that comes with each call of another system and is for that call alone, as CDS
 * Hooks has it.
 *
 * @see <a href="https://cds-hooks.hl7.org/2.0/#trusting-cds-clients">Trusting CDS clients</a>
 */
public final class SignedCalls {
  private final ClientKeys keys;
  private final SignedProofs proofs;

  public SignedCalls(SmartSchema schema, JwksSource source, Clock clock) {
    this.keys = new ClientKeys(source, clock);
    this.proofs = new SignedProofs(new SpentAssertions(schema.jdbc(), clock), clock);
  }

  /**
   * Who calls.
   *
   * @param endpoint that is called, as a whole address
   * @param known who may call, by issuer
   * @throws RefusedCallException if the token does not prove it
   */
  public Signer verify(String token, String endpoint, Function<String, Optional<Signer>> known) {
    try {
      SignedJWT jwt = SignedJWT.parse(token);
      JWSHeader header = jwt.getHeader();
      JWTClaimsSet claims = jwt.getJWTClaimsSet();
      Signer signer =
          Optional.ofNullable(claims.getIssuer())
              .flatMap(known)
              .orElseThrow(() -> new BadJwtException("iss is not registered here."));
      SignedProofs.checkHeader(header, signer.keys().toString());
      SignedProofs.checkSignature(jwt, keys.find(signer.keys().toString(), header.getKeyID()));
      SignedProofs.check(claims.getAudience().contains(endpoint), "aud must be " + endpoint);
      SignedProofs.check(
          claims.getIssueTime() != null && !proofs.ahead(claims.getIssueTime()),
          "iat is missing or ahead.");
      Instant expires = proofs.checkTimes(claims);
      proofs.spend(name(signer), claims.getJWTID(), expires);
      return signer;
    } catch (BadJwtException e) {
      throw new RefusedCallException(String.valueOf(e.getMessage()), e);
    } catch (ParseException | JOSEException | IOException e) {
      throw new RefusedCallException("The token cannot be verified.", e);
    }
  }

  /** Of one length and like no id of a client, whatever the issuer is called. */
  private static String name(Signer signer) {
    byte[] issuer = signer.issuer().getBytes(StandardCharsets.UTF_8);
    return "call " + UUID.nameUUIDFromBytes(issuer);
  }

  /**
   * A system that signs its calls.
   *
   * @param keys where its key set is
   */
  public record Signer(String issuer, URI keys) {}

  /** The call is not theirs, not for us, or not new. The message holds nothing of the token. */
  public static final class RefusedCallException extends RuntimeException {
    RefusedCallException(String message, Throwable cause) {
      super(message, cause);
    }
  }
}

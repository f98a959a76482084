package dev.mortar.audit;

import com.google.common.hash.Hashing;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.mortar.authorization.ServerAddress;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Date;

/**
 * Signs roots, and says whether one is signed. The statement also holds the chain's hash at the end
 * of the day and the hash of the statement before, so that neither can be made anew without it.
 */
final class RootStatements {
  /** Of its own, so that nobody takes a statement for a token. */
  private static final JOSEObjectType TYPE = new JOSEObjectType("audit-root+jwt");

  private final RootKeys keys;
  private final ServerAddress server;

  RootStatements(RootKeys keys, ServerAddress server) {
    this.keys = keys;
    this.server = server;
  }

  /**
   * @param root of the Merkle tree, in hexadecimal digits
   * @param head the chain's hash at the last event; empty if there was never one
   * @param previous the statement of the day before; empty for the first
   */
  AuditRoot sign(
      LocalDate day,
      AuditChain.Range range,
      String root,
      String head,
      String previous,
      Instant at) {
    JWTClaimsSet claims =
        new JWTClaimsSet.Builder()
            .issuer(server.issuer())
            .subject("audit-root")
            .issueTime(Date.from(at))
            .claim("day", day.toString())
            .claim("first", range.first())
            .claim("events", range.events())
            .claim("root", root)
            .claim("head", head)
            .claim("previous", hash(previous))
            .build();
    try {
      ECKey key = keys.current();
      JWSHeader header =
          new JWSHeader.Builder(JWSAlgorithm.ES384).type(TYPE).keyID(key.getKeyID()).build();
      SignedJWT statement = new SignedJWT(header, claims);
      statement.sign(new ECDSASigner(key));
      return new AuditRoot(day, range.first(), range.events(), root, statement.serialize());
    } catch (JOSEException e) {
      throw new IllegalStateException("The root of " + day + " cannot be signed.", e);
    }
  }

  /** Whether one of our keys has signed just this, after that statement. */
  boolean isSigned(AuditRoot root, String head, String previous) {
    try {
      SignedJWT statement = SignedJWT.parse(root.signed());
      JWTClaimsSet claims = statement.getJWTClaimsSet();
      return keys.published().getKeyByKeyId(statement.getHeader().getKeyID()) instanceof ECKey key
          && statement.verify(new ECDSAVerifier(key))
          && root.day().toString().equals(claims.getStringClaim("day"))
          && root.first() == claims.getLongClaim("first")
          && root.events() == claims.getLongClaim("events")
          && root.root().equals(claims.getStringClaim("root"))
          && head.equals(claims.getStringClaim("head"))
          && hash(previous).equals(claims.getStringClaim("previous"));
    } catch (ParseException | JOSEException e) {
      return false;
    }
  }

  private static String hash(String statement) {
    return statement.isEmpty()
        ? ""
        : Hashing.sha256().hashString(statement, StandardCharsets.US_ASCII).toString();
  }
}

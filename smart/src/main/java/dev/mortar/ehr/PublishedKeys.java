package dev.mortar.ehr;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Our own keys: the first signs, all are published, so that a new key is known before an old one
 * goes. What {@link #document} gives belongs at a public, stable address, such as {@code
 * /.well-known/jwks.json}; an EHR that takes files gets {@link #pem}.
 */
public final class PublishedKeys {
  private static final Duration LIFE = Duration.ofMinutes(4);
  private static final Duration FRESH = Duration.ofMinutes(5);
  private static final int LINE = 64;

  private final Supplier<List<JWK>> source;
  private final Optional<URI> address;
  private final Clock clock;
  private @Nullable List<JWK> known;
  private Instant until = Instant.EPOCH;

  /**
   * @param keys private RSA or P-384 keys, each with its own id, the newest first
   * @param address where they are published, as the EHR knows it; empty if it has them as a file
   */
  public PublishedKeys(List<JWK> keys, Optional<URI> address, Clock clock) {
    this(() -> checked(keys), address, clock);
    keys();
  }

  /** With keys that are made when they are first needed. */
  PublishedKeys(Supplier<List<JWK>> source, Optional<URI> address, Clock clock) {
    this.source = source;
    this.address = address;
    this.clock = clock;
  }

  private synchronized List<JWK> keys() {
    Instant now = clock.instant();
    List<JWK> before = known;
    if (before != null && now.isBefore(until)) {
      return before;
    }
    List<JWK> read = source.get();
    known = read;
    until = now.plus(FRESH);
    return read;
  }

  /** The next who asks reads them anew; everybody else does within minutes. */
  public synchronized void forget() {
    known = null;
  }

  private static List<JWK> checked(List<JWK> keys) {
    long ids = keys.stream().map(JWK::getKeyID).distinct().count();
    if (keys.isEmpty() || ids < keys.size() || keys.stream().anyMatch(key -> !signs(key))) {
      throw new IllegalArgumentException(
          "Private RSA or P-384 keys are needed, each with an id of its own.");
    }
    return List.copyOf(keys);
  }

  /** The ids of all keys; the first signs. */
  public List<String> ids() {
    return keys().stream().map(JWK::getKeyID).toList();
  }

  /** The public halves as a JSON Web Key Set. */
  public String document() {
    return new JWKSet(keys()).toPublicJWKSet().toString();
  }

  /** A public half as text, for an EHR that takes no address. */
  public String pem(String keyId) {
    for (JWK key : keys()) {
      if (keyId.equals(key.getKeyID()) && key instanceof AsymmetricJWK pair) {
        try {
          byte[] encoded = pair.toPublicKey().getEncoded();
          String text = Base64.getMimeEncoder(LINE, new byte[] {'\n'}).encodeToString(encoded);
          return "-----BEGIN PUBLIC KEY-----\n" + text + "\n-----END PUBLIC KEY-----\n";
        } catch (JOSEException e) {
          throw new IllegalStateException("The key " + keyId + " cannot be written.", e);
        }
      }
    }
    throw new IllegalArgumentException("There is no key " + keyId + ".");
  }

  /**
   * @see <a
   *     href="https://hl7.org/fhir/smart-app-launch/STU2.2/client-confidential-asymmetric.html">Asymmetric
   *     client authentication</a>
   */
  public String assertion(String clientId, URI tokenEndpoint) {
    JWK key = keys().getFirst();
    JWSHeader.Builder header =
        new JWSHeader.Builder(key instanceof ECKey ? JWSAlgorithm.ES384 : JWSAlgorithm.RS384)
            .type(JOSEObjectType.JWT)
            .keyID(key.getKeyID());
    address.ifPresent(header::jwkURL);
    JWTClaimsSet claims =
        new JWTClaimsSet.Builder()
            .issuer(clientId)
            .subject(clientId)
            .audience(tokenEndpoint.toString())
            .jwtID(UUID.randomUUID().toString())
            .issueTime(Date.from(clock.instant()))
            .expirationTime(Date.from(clock.instant().plus(LIFE)))
            .build();
    try {
      SignedJWT jwt = new SignedJWT(header.build(), claims);
      jwt.sign(signer(key));
      return jwt.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException("The key " + key.getKeyID() + " does not sign.", e);
    }
  }

  private static JWSSigner signer(JWK key) throws JOSEException {
    return switch (key) {
      case ECKey ec -> new ECDSASigner(ec);
      case RSAKey rsa -> new RSASSASigner(rsa);
      default -> throw new JOSEException("Not a key to sign with.");
    };
  }

  private static boolean signs(JWK key) {
    boolean right =
        key instanceof RSAKey
            || (key instanceof ECKey ec && ec.getCurve().getName().equals("P-384"));
    return right && key.isPrivate() && key.getKeyID() != null;
  }
}

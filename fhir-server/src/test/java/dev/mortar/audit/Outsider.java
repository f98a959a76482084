package dev.mortar.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * Verifies what the server says of its trail as somebody does who has nothing of ours: with the
 * published keys, the JDK's cryptography and the algorithm of RFC 9162, section 2.1.3.2.
 */
final class Outsider {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

  private final JsonNode keys;

  Outsider(String jwks) throws Exception {
    keys = JSON.readTree(jwks).path("keys");
  }

  /** What a statement says, if one of the keys has signed it. */
  JsonNode read(String statement) throws Exception {
    String[] parts = statement.split("\\.");
    JsonNode header = JSON.readTree(decode(parts[0]));
    if (!header.path("alg").asText().equals("ES384")) {
      throw new SignatureRefused("alg");
    }
    Signature signature = Signature.getInstance("SHA384withECDSAinP1363Format");
    signature.initVerify(key(header.path("kid").asText()));
    signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
    if (!signature.verify(decode(parts[2]))) {
      throw new SignatureRefused("signature");
    }
    return JSON.readTree(decode(parts[1]));
  }

  private PublicKey key(String kid) throws Exception {
    for (JsonNode key : keys) {
      if (key.path("kid").asText().equals(kid) && !key.has("d")) {
        AlgorithmParameters curve = AlgorithmParameters.getInstance("EC");
        curve.init(new ECGenParameterSpec("secp384r1"));
        var point = new ECPoint(number(key.path("x")), number(key.path("y")));
        return KeyFactory.getInstance("EC")
            .generatePublic(
                new ECPublicKeySpec(point, curve.getParameterSpec(ECParameterSpec.class)));
      }
    }
    throw new SignatureRefused("kid");
  }

  /** The digest of an event as it is read from the server, in hexadecimal digits. */
  static String digest(String event) throws Exception {
    ObjectNode read = (ObjectNode) JSON.readTree(event);
    read.remove("meta");
    Map<?, ?> sorted = JSON.convertValue(read, Map.class);
    return hex(sha256(JSON.writeValueAsBytes(sorted)));
  }

  /** The root that a path leads to. */
  static byte[] root(byte[] entry, long index, long size, List<byte[]> path) {
    long fn = index;
    long sn = size - 1;
    byte[] hash = sha256(new byte[] {0}, entry);
    for (byte[] step : path) {
      if (sn == 0) {
        throw new IllegalArgumentException("The path is too long.");
      }
      if (fn % 2 == 1 || fn == sn) {
        hash = sha256(new byte[] {1}, step, hash);
        while (fn % 2 == 0 && fn != 0) {
          fn >>= 1;
          sn >>= 1;
        }
      } else {
        hash = sha256(new byte[] {1}, hash, step);
      }
      fn >>= 1;
      sn >>= 1;
    }
    if (sn != 0) {
      throw new IllegalArgumentException("The path is too short.");
    }
    return hash;
  }

  static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  static byte[] sha256(byte[]... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (byte[] part : parts) {
        digest.update(part);
      }
      return digest.digest();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static BigInteger number(JsonNode text) {
    return new BigInteger(1, decode(text.asText()));
  }

  private static byte[] decode(String text) {
    return Base64.getUrlDecoder().decode(text);
  }

  static final class SignatureRefused extends Exception {
    SignatureRefused(String why) {
      super(why);
    }
  }
}

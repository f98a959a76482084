package dev.mortar.authorization;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;

/**
 * A device with one passkey, and the browser before it. It is written apart from the product, so
 * that both can be wrong, and lies when it is told to.
 */
public final class TestDevice {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int PRESENT = 1;
  private static final int VERIFIED = 4;
  private static final int WITH_KEY = 0x40;

  private final byte[] id = new byte[24];
  private final KeyPair key;
  private byte[] userHandle = new byte[0];
  private String origin;
  private String party;
  private int flags = PRESENT | VERIFIED;
  private int count;

  /**
   * @param origin where the browser is, as {@code https://mortar.example}
   */
  public TestDevice(String origin) {
    this.origin = origin;
    this.party = URI.create(origin).getHost();
    new SecureRandom().nextBytes(id);
    try {
      KeyPairGenerator keys = KeyPairGenerator.getInstance("EC");
      keys.initialize(new ECGenParameterSpec("secp256r1"));
      this.key = keys.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  public TestDevice at(String otherOrigin) {
    this.origin = otherOrigin;
    return this;
  }

  public TestDevice forParty(String otherParty) {
    this.party = otherParty;
    return this;
  }

  /** Whether the device has seen who holds it. */
  public TestDevice verifying(boolean verified) {
    this.flags = verified ? PRESENT | VERIFIED : PRESENT;
    return this;
  }

  /** What it says next about how often it was used; 0 for a device that does not count. */
  public TestDevice counting(int next) {
    this.count = next;
    return this;
  }

  public String id() {
    return text(id);
  }

  /** Makes the passkey, as a page asks for it. */
  public String create(String options) {
    JsonNode asked = read(options);
    userHandle = Base64.getUrlDecoder().decode(asked.at("/user/id").asText());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(0xa3);
    out.writeBytes(cborText("fmt"));
    out.writeBytes(cborText("none"));
    out.writeBytes(cborText("attStmt"));
    out.write(0xa0);
    out.writeBytes(cborText("authData"));
    byte[] data = authenticatorData(true);
    out.write(0x58);
    out.write(data.length);
    out.writeBytes(data);
    ObjectNode response = JSON.createObjectNode();
    response.put("clientDataJSON", text(clientData("webauthn.create", asked)));
    response.put("attestationObject", text(out.toByteArray()));
    return credential(response);
  }

  /** Signs what a page asks for. */
  public String sign(String options) {
    byte[] client = clientData("webauthn.get", read(options));
    byte[] data = authenticatorData(false);
    ObjectNode response = JSON.createObjectNode();
    response.put("clientDataJSON", text(client));
    response.put("authenticatorData", text(data));
    response.put("signature", text(signature(data, client)));
    response.put("userHandle", text(userHandle));
    return credential(response);
  }

  private String credential(ObjectNode response) {
    ObjectNode credential = JSON.createObjectNode();
    credential.put("id", id()).put("type", "public-key").set("response", response);
    return credential.toString();
  }

  private byte[] clientData(String type, JsonNode asked) {
    return JSON.createObjectNode()
        .put("type", type)
        .put("challenge", asked.path("challenge").asText())
        .put("origin", origin)
        .put("crossOrigin", false)
        .toString()
        .getBytes(StandardCharsets.UTF_8);
  }

  private byte[] authenticatorData(boolean withKey) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(sha256(party.getBytes(StandardCharsets.UTF_8)));
    out.write(withKey ? flags | WITH_KEY : flags);
    out.writeBytes(ByteBuffer.allocate(4).putInt(count).array());
    if (withKey) {
      out.writeBytes(new byte[16]);
      out.writeBytes(ByteBuffer.allocate(2).putShort((short) id.length).array());
      out.writeBytes(id);
      out.writeBytes(coseKey());
    }
    return out.toByteArray();
  }

  /** A map of kind, algorithm, curve and the two coordinates. */
  private byte[] coseKey() {
    ECPublicKey publicKey = (ECPublicKey) key.getPublic();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {(byte) 0xa5, 1, 2, 3, 0x26, 0x20, 1, 0x21, 0x58, 32});
    out.writeBytes(coordinate(publicKey.getW().getAffineX()));
    out.writeBytes(new byte[] {0x22, 0x58, 32});
    out.writeBytes(coordinate(publicKey.getW().getAffineY()));
    return out.toByteArray();
  }

  private byte[] signature(byte[] data, byte[] client) {
    try {
      Signature signature = Signature.getInstance("SHA256withECDSA");
      signature.initSign(key.getPrivate());
      signature.update(data);
      signature.update(sha256(client));
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] coordinate(BigInteger number) {
    byte[] bytes = number.toByteArray();
    byte[] wide = new byte[32];
    int length = Math.min(bytes.length, wide.length);
    System.arraycopy(bytes, bytes.length - length, wide, wide.length - length, length);
    return wide;
  }

  private static byte[] cborText(String text) {
    byte[] letters = text.getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocate(letters.length + 1)
        .put((byte) (0x60 + letters.length))
        .put(letters)
        .array();
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static JsonNode read(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static String text(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}

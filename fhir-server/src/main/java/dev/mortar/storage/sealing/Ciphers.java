package dev.mortar.storage.sealing;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** AES-256-GCM and HMAC-SHA-256, as every Java platform has them. */
final class Ciphers {
  static final int KEY_BYTES = 32;

  /** A nonce of 12 bytes before what is sealed, and a tag of 16 behind. */
  static final int MORE_BYTES = 28;

  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final SecureRandom random;

  Ciphers(SecureRandom random) {
    this.random = random;
  }

  byte[] newKey() {
    return bytes(KEY_BYTES);
  }

  static SecretKey key(byte[] bytes) {
    return new SecretKeySpec(bytes, "AES");
  }

  /**
   * @param place where it is stored; it opens nowhere else
   */
  byte[] seal(SecretKey key, String place, byte[] plain) {
    byte[] nonce = bytes(NONCE_BYTES);
    try {
      Cipher cipher = cipher(Cipher.ENCRYPT_MODE, key, place, nonce, 0);
      byte[] sealed = new byte[MORE_BYTES + plain.length];
      ByteBuffer.wrap(sealed).put(nonce);
      cipher.doFinal(plain, 0, plain.length, sealed, NONCE_BYTES);
      return sealed;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has AES-GCM", e);
    }
  }

  /**
   * @throws GeneralSecurityException if it was sealed by another key, or changed, or moved
   */
  static byte[] open(SecretKey key, String place, byte[] sealed, int from)
      throws GeneralSecurityException {
    if (sealed.length - from < MORE_BYTES) {
      throw new GeneralSecurityException("Too short");
    }
    return cipher(Cipher.DECRYPT_MODE, key, place, sealed, from)
        .doFinal(sealed, from + NONCE_BYTES, sealed.length - from - NONCE_BYTES);
  }

  private static Cipher cipher(int mode, SecretKey key, String place, byte[] nonce, int from)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce, from, NONCE_BYTES));
    cipher.updateAAD(place.getBytes(StandardCharsets.UTF_8));
    return cipher;
  }

  static byte[] hmac(SecretKey key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has HMAC-SHA-256", e);
    }
  }

  /**
   * Turns two blocks into two others, always the same; for what nobody can guess, such as a hash.
   */
  static byte[] blocks(int mode, SecretKey key, byte[] two) {
    try {
      Cipher cipher = Cipher.getInstance("AES/ECB/NoPadding");
      cipher.init(mode, key);
      return cipher.doFinal(two);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has AES", e);
    }
  }

  private byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }
}

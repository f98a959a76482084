package dev.mortar.authorization;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals what the database keeps and nobody shall read from it, by AES-256-GCM. What was sealed for
 * one row opens for no other, and every text names its key, so that a new key can follow an old.
 */
public final class Seal {
  static final int KEY_BYTES = 32;

  private static final String MARK = "sealed:";
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final int ID_LETTERS = 8;

  private final Map<String, SecretKey> keys;
  private final String newest;
  private final SecureRandom random = new SecureRandom();

  private Seal(Map<String, SecretKey> keys) {
    this.keys = keys;
    this.newest = keys.keySet().iterator().next();
  }

  /**
   * @param texts keys of 32 bytes in base 64, of which the first seals and all open
   * @throws IllegalArgumentException if one is none, without repeating it
   */
  public static Seal of(String... texts) {
    Map<String, SecretKey> keys = new LinkedHashMap<>();
    for (String text : texts) {
      byte[] bytes = decode(text.strip());
      if (bytes.length != KEY_BYTES) {
        throw new IllegalArgumentException("A key of mortar.secrets has 32 bytes in base 64.");
      }
      keys.put(Grants.hash(text.strip()).substring(0, ID_LETTERS), new SecretKeySpec(bytes, "AES"));
    }
    return new Seal(keys);
  }

  /**
   * @param row where the text is kept, as {@code second-factor/anna}
   */
  public String seal(String row, String text) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    byte[] sealed =
        run(Cipher.ENCRYPT_MODE, newest, row, nonce, text.getBytes(StandardCharsets.UTF_8));
    byte[] both = ByteBuffer.allocate(nonce.length + sealed.length).put(nonce).put(sealed).array();
    return MARK + newest + ":" + Base64.getEncoder().encodeToString(both);
  }

  /** What was written before there were seals is given back as it is. */
  public String open(String row, String stored) {
    if (!stored.startsWith(MARK)) {
      return stored;
    }
    String id = stored.substring(MARK.length(), MARK.length() + ID_LETTERS);
    byte[] both = Base64.getDecoder().decode(stored.substring(MARK.length() + ID_LETTERS + 1));
    byte[] nonce = new byte[NONCE_BYTES];
    ByteBuffer parts = ByteBuffer.wrap(both).get(nonce);
    byte[] sealed = new byte[parts.remaining()];
    parts.get(sealed);
    return new String(run(Cipher.DECRYPT_MODE, id, row, nonce, sealed), StandardCharsets.UTF_8);
  }

  /** Whether it is sealed by the key that seals now. */
  public boolean isNew(String stored) {
    return stored.startsWith(MARK + newest + ":");
  }

  private byte[] run(int mode, String id, String row, byte[] nonce, byte[] input) {
    SecretKey key = keys.get(id);
    if (key == null) {
      throw new IllegalStateException(
          "A secret in the database was sealed by the key "
              + id
              + ", which is not here. Put it back: mortar.secrets.key or mortar.secrets.key-file.");
    }
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
      cipher.updateAAD(row.getBytes(StandardCharsets.UTF_8));
      return cipher.doFinal(input);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("A secret of " + row + " was changed or moved.", e);
    }
  }

  private static byte[] decode(String text) {
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      // Without its cause, whose message repeats letters of the key.
      return new byte[0];
    }
  }
}

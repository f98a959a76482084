package dev.mortar.mapping;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/** Resource ids that two nodes, or one node before and after a crash, give to the same thing. */
public final class DeterministicId {
  /** Copied for each id: looking up the algorithm each time costs more than the hash. */
  private static final MessageDigest MD5 = md5();

  private static final byte[] BETWEEN = {'\n'};

  private DeterministicId() {}

  /**
   * @param type the FHIR resource type
   * @param keys the business identifier, most general part first
   * @return a UUID in its usual text form
   */
  public static String of(String type, String... keys) {
    MessageDigest digest = digest();
    digest.update(type.getBytes(StandardCharsets.UTF_8));
    digest.update(BETWEEN);
    for (int i = 0; i < keys.length; i++) {
      if (i > 0) {
        digest.update(BETWEEN);
      }
      digest.update(keys[i].getBytes(StandardCharsets.UTF_8));
    }
    byte[] hash = digest.digest();
    long most = bits(hash, 0) & ~0xf000L | 0x3000L;
    long least = bits(hash, 8) & 0x3fffffffffffffffL | 0x8000000000000000L;
    return new UUID(most, least).toString();
  }

  private static long bits(byte[] hash, int from) {
    long bits = 0;
    for (int i = from; i < from + Long.BYTES; i++) {
      bits = bits << 8 | hash[i] & 0xff;
    }
    return bits;
  }

  private static MessageDigest digest() {
    try {
      return (MessageDigest) MD5.clone();
    } catch (CloneNotSupportedException e) {
      return md5();
    }
  }

  private static MessageDigest md5() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has MD5", e);
    }
  }
}

package dev.mortar.hl7.inbox;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Makes foreign text fit for a column. PostgreSQL takes no NUL, and no column is endless. */
final class Columns {
  private static final int TEXT = 200;
  private static final int KEY = 300;
  private static final int FAILURE = 500;
  private static final int TERM = 100;

  private Columns() {}

  static String text(String value) {
    return fit(value, TEXT);
  }

  static String term(String value) {
    return fit(value, TERM);
  }

  static String failure(String value) {
    return fit(value, FAILURE);
  }

  /** Two keys that differ only beyond the width of the column must stay two. */
  static String key(String value) {
    String clean = value.replace('\0', ' ');
    return clean.length() <= KEY ? clean : sha256(clean.getBytes(StandardCharsets.UTF_8));
  }

  /** The same for the same bytes under the same sender's profile, and only then. */
  static String fingerprint(String profile, byte[] raw) {
    byte[] name = profile.getBytes(StandardCharsets.UTF_8);
    return sha256(name, new byte[1], raw);
  }

  private static String sha256(byte[]... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (byte[] part : parts) {
        digest.update(part);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  private static String fit(String value, int width) {
    String clean = value.replace('\0', ' ');
    if (clean.length() <= width) {
      return clean;
    }
    int end = Character.isHighSurrogate(clean.charAt(width - 1)) ? width - 1 : width;
    return clean.substring(0, end);
  }
}

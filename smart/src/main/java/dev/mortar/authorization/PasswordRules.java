package dev.mortar.authorization;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a password must be: long, not the name, and not known to those who guess. Known ones are
 * looked up in a file of SHA-1 hashes, sorted, one a line, as breach collections are handed out; it
 * may be many gigabytes long, so it is searched in place.
 *
 * @see <a href="https://pages.nist.gov/800-63-3/sp800-63b.html">NIST SP 800-63B, 5.1.1.2</a>
 */
final class PasswordRules {
  private static final int SHORTEST = 12;
  private static final int LONGEST = 200;
  private static final int HASH_LETTERS = 40;

  /** Long enough to pass, and tried first by everyone who guesses. */
  private static final List<String> OBVIOUS =
      List.of("password", "qwerty", "letmein", "welcome", "pharmacy", "mortar", "admin", "12345");

  private final Optional<Path> breached;

  /**
   * @param breached the file of hashes, if the operator has one
   */
  PasswordRules(Optional<Path> breached) {
    this.breached = breached;
  }

  /** What is wrong, said so that the person can do better. */
  Optional<String> broken(String username, String password) {
    if (password.length() < SHORTEST) {
      return Optional.of("Take at least 12 characters. A few words in a row are easy to keep.");
    }
    if (password.length() > LONGEST) {
      return Optional.of("Take at most 200 characters.");
    }
    String plain = password.toLowerCase(Locale.ROOT);
    if (plain.contains(username.toLowerCase(Locale.ROOT))) {
      return Optional.of("Leave your name out of it.");
    }
    boolean easy = plain.chars().distinct().count() < 6 || withoutObvious(plain).length() < 6;
    return easy || isBreached(password)
        ? Optional.of("This one is easy to guess or known from a theft. Take another.")
        : Optional.empty();
  }

  private static String withoutObvious(String plain) {
    String rest = plain;
    for (String word : OBVIOUS) {
      rest = rest.replace(word, "");
    }
    return rest;
  }

  private boolean isBreached(String password) {
    if (breached.isEmpty()) {
      return false;
    }
    try (RandomAccessFile file = new RandomAccessFile(breached.get().toFile(), "r")) {
      return contains(file, sha1(password));
    } catch (IOException e) {
      throw new UncheckedIOException("The list of breached passwords cannot be read.", e);
    }
  }

  /** Halves the file until the line is found that the hash would be in. */
  private static boolean contains(RandomAccessFile file, String hash) throws IOException {
    long low = 0;
    long high = file.length();
    while (low < high) {
      long middle = (low + high) >>> 1;
      file.seek(middle);
      if (middle > 0) {
        file.seek(middle - 1);
        file.readLine();
      }
      String line = file.readLine();
      int order = line == null || line.length() < HASH_LETTERS ? 1 : compare(line, hash);
      if (order == 0) {
        return true;
      }
      if (order > 0) {
        high = middle;
      } else {
        low = file.getFilePointer();
      }
    }
    return false;
  }

  private static int compare(String line, String hash) {
    return line.substring(0, HASH_LETTERS).toUpperCase(Locale.ROOT).compareTo(hash);
  }

  private static String sha1(String password) {
    try {
      return HexFormat.of()
          .withUpperCase()
          .formatHex(
              MessageDigest.getInstance("SHA-1").digest(password.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-1.", e);
    }
  }
}

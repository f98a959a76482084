package dev.mortar.authorization;

import java.security.SecureRandom;
import java.util.Base64;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;

/**
 * How hard a password is to try: Argon2id with 16 MiB and two passes.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9106">RFC 9106</a>
 */
final class PasswordHashes {
  private static final int SALT_BYTES = 16;
  private static final int HASH_BYTES = 32;
  private static final int LANES = 1;
  private static final int KIBIBYTES = 1 << 14;
  private static final int PASSES = 2;

  private PasswordHashes() {}

  static PasswordEncoder encoder() {
    return new Argon2PasswordEncoder(SALT_BYTES, HASH_BYTES, LANES, KIBIBYTES, PASSES);
  }

  /**
   * A hash of random bytes, which no password gives: it takes as long to try one against it as
   * against somebody's, so that nobody learns who has an account. To make it takes no time.
   */
  static String ofNobody() {
    var random = new SecureRandom();
    return "$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s"
        .formatted(KIBIBYTES, PASSES, LANES, text(random, SALT_BYTES), text(random, HASH_BYTES));
  }

  private static String text(SecureRandom random, int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return Base64.getEncoder().withoutPadding().encodeToString(bytes);
  }
}

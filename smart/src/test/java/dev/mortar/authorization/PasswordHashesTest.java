package dev.mortar.authorization;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.security.crypto.password.PasswordEncoder;

final class PasswordHashesTest {
  private final PasswordEncoder encoder = PasswordHashes.encoder();

  @Test
  void nobodysHashIsAsHardToTryAsAnyOther() {
    String nobody = PasswordHashes.ofNobody();
    String somebody = encoder.encode("a long password of a test");

    assertThat(work(nobody)).isEqualTo(work(somebody));
    assertThat(nobody).hasSameSizeAs(somebody).isNotEqualTo(PasswordHashes.ofNobody());
    assertThat(encoder.matches("", nobody)).isFalse();
    assertThat(encoder.matches("a long password of a test", nobody)).isFalse();
  }

  /** All but salt and hash. */
  private static String work(String hash) {
    return hash.substring(0, hash.lastIndexOf('$', hash.lastIndexOf('$') - 1));
  }
}

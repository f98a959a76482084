package dev.mortar.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.security.web.firewall.StrictHttpFirewall;

class FirewallTest {
  @Test
  void everyCharacterIsJudgedAsByTheRulesOfSpring() {
    for (int character = 0; character <= Character.MAX_CODE_POINT; character++) {
      String text = "a" + Character.toString(character) + "b";
      assertThat(Firewall.isPlain(text))
          .as("U+%04X in a name", character)
          .isEqualTo(StrictHttpFirewall.ALLOWED_HEADER_NAMES.test(text))
          .isEqualTo(StrictHttpFirewall.ALLOWED_PARAMETER_NAMES.test(text));
      assertThat(Firewall.isPlainOrTab(text))
          .as("U+%04X in a value", character)
          .isEqualTo(StrictHttpFirewall.ALLOWED_HEADER_VALUES.test(text));
    }
  }

  @Test
  void nothingIsPlain() {
    assertThat(Firewall.isPlain("")).isTrue();
    assertThat(Firewall.isPlainOrTab("")).isTrue();
  }
}

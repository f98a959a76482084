package dev.mortar.authorization;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

class SignInsTest {
  @Test
  void aTokenSaysHowItsPersonSignedIn() {
    assertThat(methods(SignIns.OWN, SignIns.PASSWORD)).containsExactly("pwd");
    assertThat(methods(SignIns.OWN, SignIns.PASSWORD, SignIns.CODE))
        .containsExactly("pwd", "otp", "mfa");
    assertThat(methods(SignIns.OWN, SignIns.PASSWORD, SignIns.PASSKEY))
        .containsExactly("pwd", "pop", "mfa");
    assertThat(methods(SignIns.OWN, SignIns.PASSKEY)).containsExactly("pop", "mfa");
    assertThat(methods(SignIns.FEDERATED)).containsExactly("fed");
    assertThat(methods(SignIns.FEDERATED, SignIns.SECOND_FACTOR)).containsExactly("fed", "mfa");
    assertThat(methods()).isEmpty();
    assertThat(SignIns.level(List.of("fed"))).isEqualTo("urn:mortar:acr:1");
    assertThat(SignIns.level(List.of("fed", "mfa"))).isEqualTo("urn:mortar:acr:2");
  }

  private static List<String> methods(String... how) {
    return SignIns.methods(Arrays.stream(how).map(SimpleGrantedAuthority::new).toList());
  }
}

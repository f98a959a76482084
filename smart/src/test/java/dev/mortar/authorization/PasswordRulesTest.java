package dev.mortar.authorization;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordRulesTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "short",
        "elevenchars",
        "aaaaaaaaaaaaaaaa",
        "password12345",
        "Mortar-Pharmacy!",
        "I am anna and this is long"
      })
  void whatIsEasyToGuessIsRefusedWithAReason(String password) {
    assertThat(new PasswordRules(Optional.empty()).broken("anna", password)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"four words in a row", "kZ7!pq0_Wm2x", "ein langer Satz mit Umlauten äöü"})
  void aLongPasswordIsTaken(String password) {
    assertThat(new PasswordRules(Optional.empty()).broken("anna", password)).isEmpty();
  }

  @Test
  void everyPasswordOfTheFileIsFoundAndNoOther() throws Exception {
    List<String> hashes = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      hashes.add(sha1("stolen and sold " + i) + ":" + i);
    }
    hashes.sort(null);
    Path file = Files.write(folder.resolve("hashes.txt"), hashes);
    PasswordRules rules = new PasswordRules(Optional.of(file));
    for (int i = 0; i < 500; i++) {
      assertThat(rules.broken("anna", "stolen and sold " + i)).as("%d", i).isPresent();
      assertThat(rules.broken("anna", "never seen here " + i)).as("%d", i).isEmpty();
    }
  }

  private static String sha1(String text) throws Exception {
    return HexFormat.of()
        .withUpperCase()
        .formatHex(
            MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8)));
  }
}

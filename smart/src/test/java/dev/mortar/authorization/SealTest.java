package dev.mortar.authorization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class SealTest {
  private static final String TEXT = "what nobody may read";

  @TempDir Path folder;

  @Test
  void whatIsSealedOpensForItsRowAlone() {
    Seal seal = TestSeal.newest();
    String sealed = seal.seal("row/1", TEXT);
    assertThat(sealed).doesNotContain(TEXT);
    assertThat(seal.seal("row/1", TEXT)).isNotEqualTo(sealed);
    assertThat(seal.open("row/1", sealed)).isEqualTo(TEXT);
    assertThatThrownBy(() -> seal.open("row/2", sealed)).hasMessageContaining("row/2");
    String changed =
        sealed.substring(0, 30) + (sealed.charAt(30) == 'A' ? 'B' : 'A') + sealed.substring(31);
    assertThatThrownBy(() -> seal.open("row/1", changed)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aNewKeyFollowsAnOldOne() {
    String old = TestSeal.older().seal("row/1", TEXT);
    assertThat(TestSeal.both().open("row/1", old)).isEqualTo(TEXT);
    assertThat(TestSeal.both().isNew(old)).isFalse();
    assertThatThrownBy(() -> TestSeal.newest().open("row/1", old)).hasMessageContaining("not here");
  }

  @Test
  void theFirstStartMakesAKeyThatOnlyWeMayRead() throws IOException {
    Path file = folder.resolve("keys/secrets.key");
    var keys = new SealKeys(new SecureRandom());
    String sealed = keys.find(new SealProperties("", file.toString())).seal("row/1", TEXT);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(file.getParent().toFile().list()).containsExactly("secrets.key");
    assertThat(keys.find(new SealProperties("", file.toString())).open("row/1", sealed))
        .isEqualTo(TEXT);
  }

  @Test
  void aKeyOfTheSettingsComesBeforeTheFile() {
    Path file = folder.resolve("none");
    Seal seal =
        new SealKeys(new SecureRandom())
            .find(new SealProperties(TestSeal.NEWEST + "," + TestSeal.OLDER, file.toString()));
    assertThat(seal.open("r", TestSeal.older().seal("r", TEXT))).isEqualTo(TEXT);
    assertThat(file).doesNotExist();
  }

  @Test
  void theDefaultIsAFileInTheDataFolder() {
    assertThat(bind(Map.of("mortar.other", "x")))
        .isEqualTo(new SealProperties("", "./data/secrets.key"));
  }

  @ParameterizedTest
  @CsvSource({"key, c2hvcnQ=", "key, not-base-64!", "kye, x"})
  void aWrongKeyOrAMisspeltOneStopsTheStartWithoutBeingRepeated(String key, String value) {
    assertThatThrownBy(() -> bind(Map.of("mortar.secrets." + key, value)))
        .isInstanceOf(BindException.class);
  }

  private static SealProperties bind(Map<String, String> settings) {
    return new Binder(new MapConfigurationPropertySource(settings))
        .bindOrCreate(
            "mortar.secrets",
            Bindable.of(SealProperties.class),
            new NoUnboundElementsBindHandler(BindHandler.DEFAULT));
  }
}

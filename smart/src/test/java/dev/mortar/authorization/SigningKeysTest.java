package dev.mortar.authorization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class SigningKeysTest {
  private final TestClock clock = new TestClock();
  private final JdbcClient jdbc = TestDatabase.jdbc();
  private final Seal seal = TestSeal.newest();

  @Test
  void theKeySurvivesARestart() {
    String first = new SigningKeys(jdbc, seal, clock).current();
    assertThat(new SigningKeys(jdbc, seal, clock).current()).isEqualTo(first);
  }

  @Test
  void aNewKeyIsPublishedBeforeItSignsAndTheOldOneStillVerifies() {
    SigningKeys keys = new SigningKeys(jdbc, seal, clock);
    String old = keys.current();
    clock.advance(Duration.ofDays(90).plusMinutes(1));
    assertThat(keys.keys().size()).isEqualTo(2);
    assertThat(keys.current()).isEqualTo(old);
    clock.advance(Duration.ofMinutes(6));
    String next = keys.current();
    assertThat(next).isNotEqualTo(old);
    assertThat(keys.keys().getKeyByKeyId(old)).isNotNull();
    clock.advance(Duration.ofDays(3));
    assertThat(keys.keys().getKeyByKeyId(old)).isNull();
    assertThat(keys.current()).isEqualTo(next);
  }

  @Test
  void anotherNodesKeyIsSeenBeforeItSigns() {
    SigningKeys one = new SigningKeys(jdbc, seal, clock);
    SigningKeys other = new SigningKeys(jdbc, seal, clock);
    clock.advance(Duration.ofDays(91));
    one.keys();
    clock.advance(Duration.ofMinutes(6));
    assertThat(other.keys().getKeyByKeyId(one.current())).isNotNull();
  }

  @Test
  void nobodyReadsAKeyFromTheDatabase() {
    new SigningKeys(jdbc, seal, clock);
    assertThat(stored()).startsWith("sealed:").doesNotContain("\"d\"");
  }

  @Test
  void keysOfAnEarlierVersionAndOfAnOlderSealAreSealedAnew() {
    SigningKeys before = new SigningKeys(jdbc, TestSeal.older(), clock);
    String kid = before.current();
    assertThat(new SigningKeys(jdbc, TestSeal.both(), clock).current()).isEqualTo(kid);
    assertThat(seal.isNew(stored())).isTrue();
    jdbc.sql("update smart_signing_key set jwk = ?")
        .param(seal.open("signing-key/" + kid, stored()))
        .update();
    assertThat(new SigningKeys(jdbc, seal, clock).current()).isEqualTo(kid);
    assertThat(seal.isNew(stored())).isTrue();
  }

  @Test
  void withoutItsKeyTheStartSaysWhatIsMissing() {
    new SigningKeys(jdbc, TestSeal.older(), clock);
    assertThatThrownBy(() -> new SigningKeys(jdbc, seal, clock))
        .hasMessageContaining("mortar.secrets.key-file");
  }

  private String stored() {
    return jdbc.sql("select jwk from smart_signing_key").query(String.class).single();
  }
}

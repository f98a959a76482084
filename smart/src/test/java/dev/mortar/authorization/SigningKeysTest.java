package dev.mortar.authorization;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class SigningKeysTest {
  private final TestClock clock = new TestClock();
  private final JdbcClient jdbc = TestDatabase.jdbc();

  @Test
  void theKeySurvivesARestart() {
    String first = new SigningKeys(jdbc, clock).current();
    assertThat(new SigningKeys(jdbc, clock).current()).isEqualTo(first);
  }

  @Test
  void aNewKeyIsPublishedBeforeItSignsAndTheOldOneStillVerifies() {
    SigningKeys keys = new SigningKeys(jdbc, clock);
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
    SigningKeys one = new SigningKeys(jdbc, clock);
    SigningKeys other = new SigningKeys(jdbc, clock);
    clock.advance(Duration.ofDays(91));
    one.keys();
    clock.advance(Duration.ofMinutes(6));
    assertThat(other.keys().getKeyByKeyId(one.current())).isNotNull();
  }
}

package dev.mortar.hl7.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BackoffTest {
  private final Backoff backoff =
      new Backoff(Duration.ofMillis(500), Duration.ofMinutes(5), new Random(1));

  @Test
  void theWaitDoublesUpToItsCeiling() {
    assertThat(backoff.after(1)).isBetween(Duration.ofMillis(250), Duration.ofMillis(500));
    assertThat(backoff.after(4)).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(4));
    assertThat(backoff.after(60)).isBetween(Duration.ofSeconds(150), Duration.ofMinutes(5));
    assertThat(backoff.after(Integer.MAX_VALUE))
        .isBetween(Duration.ofSeconds(150), Duration.ofMinutes(5));
  }
}

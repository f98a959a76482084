package dev.mortar.authorization;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BucketsTest {
  private final TestClock clock = new TestClock();
  private final Buckets buckets = new Buckets(60, clock);

  @Test
  void aFullBucketIsEmptiedAndFillsAgainEvenly() {
    for (int i = 0; i < 60; i++) {
      assertThat(buckets.take("a")).isZero();
    }
    assertThat(buckets.take("a")).isEqualTo(Duration.ofSeconds(1));
    assertThat(buckets.take("a")).isEqualTo(Duration.ofSeconds(1));
    clock.advance(Duration.ofSeconds(2));
    assertThat(buckets.take("a")).isZero();
    assertThat(buckets.take("a")).isZero();
    assertThat(buckets.take("a")).isPositive();
  }

  @Test
  void whatIsLeftIsTold() {
    assertThat(buckets.left("a")).isEqualTo(60);
    buckets.take("a");
    assertThat(buckets.left("a")).isEqualTo(59);
    clock.advance(Duration.ofMinutes(1));
    assertThat(buckets.left("a")).isEqualTo(60);
  }

  @Test
  void nobodyWaitsForAnother() {
    for (int i = 0; i < 100; i++) {
      buckets.take("a");
    }
    assertThat(buckets.take("b")).isZero();
  }
}

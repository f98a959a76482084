package dev.mortar.hl7.mllp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mortar.hl7.MutableClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TrafficTest {
  private final MutableClock clock = new MutableClock("2026-03-02T10:00:30Z");
  private final RefusedRatio ratio = new RefusedRatio(clock);

  @Test
  void theRatioIsThatOfTheLastFiveMinutes() {
    assertThat(ratio.value()).isZero();
    ratio.count(true);
    assertThat(ratio.value()).isEqualTo(1);
    clock.advance(Duration.ofMinutes(2));
    ratio.count(false);
    ratio.count(false);
    ratio.count(false);
    assertThat(ratio.value()).isEqualTo(0.25);
    clock.advance(Duration.ofMinutes(3));
    assertThat(ratio.value()).isZero();
    clock.advance(Duration.ofMinutes(60));
    assertThat(ratio.value()).isZero();
  }
}

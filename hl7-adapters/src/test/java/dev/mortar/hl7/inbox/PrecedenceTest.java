package dev.mortar.hl7.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PrecedenceTest {
  private final AtomicLong now = new AtomicLong();
  private final Precedence precedence = new Precedence(Duration.ofSeconds(1), 2, now::get);

  @Test
  void aMessageNowAndThenIsDeliveredAtOnce() {
    precedence.arrived(1);
    precedence.known(7);
    assertThat(precedence.last(0)).isGreaterThanOrEqualTo(7);
  }

  @Test
  void whileManyComeInDeliveriesStandBackAndNoLongerThanSet() {
    stream(Duration.ofMillis(100));
    precedence.known(7);
    assertThat(precedence.last(0)).isLessThan(7);
    stream(Duration.ofMillis(600));
    precedence.known(9);
    assertThat(precedence.last(0)).isLessThan(7);
    stream(Duration.ofMillis(500));
    assertThat(precedence.last(0)).isBetween(7L, 8L);
    stream(Duration.ofMillis(600));
    assertThat(precedence.last(0)).isGreaterThanOrEqualTo(9);
  }

  @Test
  void whenTheStreamEndsEverybodyGoes() {
    stream(Duration.ofMillis(100));
    precedence.known(7);
    assertThat(precedence.last(0)).isLessThan(7);
    now.addAndGet(Duration.ofMillis(260).toNanos());
    assertThat(precedence.last(0)).isGreaterThanOrEqualTo(7);
  }

  @Test
  void whoHasStoodBackOnceDoesNotDoSoAgain() {
    stream(Duration.ofMillis(100));
    precedence.known(7);
    now.addAndGet(Duration.ofMillis(260).toNanos());
    assertThat(precedence.last(0)).isGreaterThanOrEqualTo(7);
    stream(Duration.ofMillis(100));
    precedence.known(9);
    assertThat(precedence.last(0)).isBetween(7L, 8L);
  }

  @Test
  void whoHasStoodBackLongEnoughGoesAFewAtATimeWhileTheStreamLasts() {
    stream(Duration.ofMillis(100));
    precedence.known(7);
    stream(Duration.ofMillis(1100));
    assertThat(precedence.last(1)).isEqualTo(7);
    assertThat(precedence.last(2)).isLessThan(7);
    now.addAndGet(Duration.ofMillis(260).toNanos());
    assertThat(precedence.last(2)).isGreaterThanOrEqualTo(7);
  }

  @Test
  void aSenderWhomDeliveriesSlowDownStillGoesFirst() {
    for (int i = 0; i < 20; i++) {
      precedence.arrived(1);
      now.addAndGet(Duration.ofMillis(20).toNanos());
    }
    precedence.known(7);
    assertThat(precedence.last(0)).isLessThan(7);
  }

  @Test
  void nobodyStandsBackIfTheTimeIsZero() {
    var none = new Precedence(Duration.ZERO, 2, now::get);
    for (int i = 0; i < 100; i++) {
      none.arrived(1);
    }
    none.known(7);
    assertThat(none.last(0)).isGreaterThanOrEqualTo(7);
  }

  /** A message each two milliseconds, as a sender that waits for nothing else. */
  private void stream(Duration length) {
    for (int i = 0; i < length.toMillis(); i += 2) {
      precedence.arrived(1);
      now.addAndGet(Duration.ofMillis(2).toNanos());
    }
  }
}

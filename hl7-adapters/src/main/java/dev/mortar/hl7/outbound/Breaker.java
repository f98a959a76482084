package dev.mortar.hl7.outbound;

import dev.mortar.hl7.Destinations.Circuit;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/**
 * Keeps us from knocking at a door behind which nobody is: after a failure nothing is tried for a
 * while that doubles with each further one, then one message alone goes to try the ground.
 */
final class Breaker {
  private final Clock clock;
  private final Waits waits;
  private int failures;
  private Instant until = Instant.MIN;

  Breaker(Clock clock, Waits waits) {
    this.clock = clock;
    this.waits = waits;
  }

  synchronized Circuit state() {
    if (failures == 0) {
      return Circuit.CLOSED;
    }
    return clock.instant().isBefore(until) ? Circuit.OPEN : Circuit.HALF_OPEN;
  }

  synchronized void succeeded() {
    failures = 0;
  }

  synchronized void failed() {
    failures++;
    until = clock.instant().plus(waits.after(failures));
  }

  /** An operator asks for a try at once. */
  synchronized void hurry() {
    until = Instant.MIN;
  }

  /**
   * Waits that double, with jitter, so that many who were cut off at once do not come back at once.
   */
  record Waits(Duration first, Duration most, RandomGenerator random) {
    /**
     * @param times how many attempts failed in a row, at least 1
     */
    Duration after(int times) {
      long doubled = first.toMillis() << Math.min(times - 1, 30);
      long wait = Math.max(1, Math.min(most.toMillis(), doubled));
      return Duration.ofMillis(wait / 2 + random.nextLong(wait / 2 + 1));
    }
  }
}

package dev.mortar.hl7.inbox;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Waits that double, with jitter, so that many messages do not knock at the same moment. */
final class Backoff {
  private final Duration first;
  private final Duration most;
  private final RandomGenerator random;

  Backoff(Duration first, Duration most, RandomGenerator random) {
    this.first = first;
    this.most = most;
    this.random = random;
  }

  /**
   * @param failures how many attempts failed in a row, at least 1
   * @return between half of the doubled wait and all of it
   */
  Duration after(int failures) {
    long ceiling = most.toMillis();
    int doublings = Math.min(failures - 1, 30);
    long wait = Math.min(ceiling, first.toMillis() << doublings);
    if (wait <= 0) {
      wait = ceiling;
    }
    return Duration.ofMillis(wait / 2 + random.nextLong(wait / 2 + 1));
  }
}

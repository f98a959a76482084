package dev.mortar.hl7.mllp;

import java.time.Clock;

/** Which part of the answers of the last five minutes was negative. */
final class RefusedRatio {
  private static final int MINUTES = 5;

  private final Clock clock;
  private final long[] minute = new long[MINUTES];
  private final long[] all = new long[MINUTES];
  private final long[] refused = new long[MINUTES];

  RefusedRatio(Clock clock) {
    this.clock = clock;
  }

  synchronized void count(boolean isRefused) {
    long now = clock.millis() / 60_000;
    int at = (int) Math.floorMod(now, (long) MINUTES);
    if (minute[at] != now) {
      minute[at] = now;
      all[at] = 0;
      refused[at] = 0;
    }
    all[at]++;
    if (isRefused) {
      refused[at]++;
    }
  }

  /** From 0 to 1; 0 if there was none at all. */
  synchronized double value() {
    long now = clock.millis() / 60_000;
    long answers = 0;
    long negative = 0;
    for (int i = 0; i < MINUTES; i++) {
      if (now - minute[i] < MINUTES) {
        answers += all[i];
        negative += refused[i];
      }
    }
    return answers == 0 ? 0 : (double) negative / answers;
  }
}

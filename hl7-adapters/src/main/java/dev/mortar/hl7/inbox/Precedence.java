package dev.mortar.hl7.inbox;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;

/**
 * Lets those who wait for an acknowledgement go before deliveries. While many messages come in, a
 * delivery that has only just become possible stands back: it would take the processors and the
 * disk from senders who do nothing but wait. It does so for a bounded time, so that a stream
 * without end delays each message by that time and stops none; and those that have stood back for
 * long enough go a few at a time until the stream ends. Safe for many threads.
 */
final class Precedence {
  /**
   * So many arrivals within {@link #WINDOW} are a stream; a message now and then is none. One
   * sender that waits for each acknowledgement is one even while deliveries slow it down.
   */
  private static final int STREAM = 10;

  private static final long WINDOW = Duration.ofMillis(250).toNanos();

  private final long longest;
  private final int few;
  private final LongSupplier nanos;
  private final Deque<Mark> arrivals = new ArrayDeque<>();
  private final Deque<Mark> loaded = new ArrayDeque<>();
  private int recent;

  /** The highest place that has stood back for long enough. */
  private long patient;

  private record Mark(long at, long value) {}

  /**
   * @param longest how long a delivery stands back at most; zero for not at all
   * @param few so many deliveries run at a time during a stream
   */
  Precedence(Duration longest, int few, LongSupplier nanos) {
    this.longest = longest.toNanos();
    this.few = few;
    this.nanos = nanos;
  }

  /** So many messages were stored just now. */
  synchronized void arrived(int messages) {
    if (longest > 0) {
      arrivals.addLast(new Mark(nanos.getAsLong(), messages));
      recent += messages;
      dropOldArrivals();
    }
  }

  /** Turns up to this place are known from now on. */
  synchronized void known(long place) {
    if (longest > 0) {
      loaded.addLast(new Mark(nanos.getAsLong(), place));
    }
  }

  /**
   * The last place whose turn may go now.
   *
   * @param running so many deliveries run already
   */
  synchronized long last(int running) {
    boolean stream = isStream();
    long ripe = nanos.getAsLong() - longest;
    while (!loaded.isEmpty() && (!stream || loaded.getFirst().at() - ripe <= 0)) {
      patient = Math.max(patient, loaded.removeFirst().value());
    }
    if (!stream) {
      return Long.MAX_VALUE;
    }
    return running < few ? patient : Long.MIN_VALUE;
  }

  /** Whether many messages come in. */
  synchronized boolean isStream() {
    dropOldArrivals();
    return recent >= STREAM;
  }

  private void dropOldArrivals() {
    long begin = nanos.getAsLong() - WINDOW;
    while (!arrivals.isEmpty() && arrivals.getFirst().at() - begin < 0) {
      recent -= (int) arrivals.removeFirst().value();
    }
  }
}

package dev.mortar.e2e;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Asks again and again, but not for ever, and the longer it takes the less often. */
public final class Await {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

  private Await() {}

  /** The first value that comes within {@code limit}, or nothing. */
  public static <T> Optional<T> value(Duration limit, Supplier<Optional<T>> attempt) {
    long end = System.nanoTime() + limit.toNanos();
    long pause = FIRST_PAUSE.toNanos();
    Optional<T> value = attempt.get();
    while (value.isEmpty() && System.nanoTime() < end) {
      LockSupport.parkNanos(pause);
      pause = Math.min(pause + pause / 5, LONGEST_PAUSE.toNanos());
      value = attempt.get();
    }
    return value;
  }

  /** Whether the condition held within {@code limit}. */
  public static boolean until(Duration limit, BooleanSupplier condition) {
    return value(limit, () -> condition.getAsBoolean() ? Optional.of(true) : Optional.empty())
        .isPresent();
  }
}

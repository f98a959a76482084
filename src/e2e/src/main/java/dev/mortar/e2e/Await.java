package dev.mortar.e2e;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Asks again and again, but not for ever. */
public final class Await {
  private static final Duration PAUSE = Duration.ofMillis(50);

  private Await() {}

  /** The first value that comes within {@code limit}, or nothing. */
  public static <T> Optional<T> value(Duration limit, Supplier<Optional<T>> attempt) {
    long end = System.nanoTime() + limit.toNanos();
    Optional<T> value = attempt.get();
    while (value.isEmpty() && System.nanoTime() < end) {
      LockSupport.parkNanos(PAUSE.toNanos());
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

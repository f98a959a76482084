package dev.mortar.store;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * A value read from the store and kept for a while. Its own node forgets it when told so; other
 * nodes notice a change after the time to live.
 */
public final class Cached<T> {
  private static final Duration TIME_TO_LIVE = Duration.ofSeconds(30);

  private record Held<T>(T value, Instant until) {}

  private final Supplier<T> source;
  private final Clock clock;
  private volatile @Nullable Held<T> held;

  public Cached(Supplier<T> source, Clock clock) {
    this.source = source;
    this.clock = clock;
  }

  public T get() {
    var now = clock.instant();
    var known = held;
    if (known == null || !now.isBefore(known.until())) {
      known = new Held<>(source.get(), now.plus(TIME_TO_LIVE));
      held = known;
    }
    return known.value();
  }

  /** What {@link #get} would answer without asking the store. */
  public Optional<T> known() {
    var known = held;
    return known == null || !clock.instant().isBefore(known.until())
        ? Optional.empty()
        : Optional.of(known.value());
  }

  /** Forgets the value now and, where a transaction is open, again when it has committed. */
  public void forget() {
    held = null;
    if (TransactionSynchronizationManager.isSynchronizationActive()) {
      TransactionSynchronizationManager.registerSynchronization(
          new TransactionSynchronization() {
            @Override
            public void afterCommit() {
              held = null;
            }
          });
    }
  }
}

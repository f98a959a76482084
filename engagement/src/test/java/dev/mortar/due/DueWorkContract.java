package dev.mortar.due;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/** What every implementation of {@link DueWork} does. */
abstract class DueWorkContract {
  final MutableClock clock = MutableClock.at("2026-03-02T10:00:00Z");
  final List<String> done = new CopyOnWriteArrayList<>();

  abstract DueWork due();

  /** Begins to do work of the kind "test" by the handler. */
  abstract void start(DueHandler handler);

  /** Returns when nothing is due any more. */
  abstract void settle();

  final DueHandler handler(BiFunction<String, String, Optional<Instant>> body) {
    return new DueHandler() {
      @Override
      public String kind() {
        return "test";
      }

      @Override
      public Optional<Instant> handle(String key, String payload) {
        return body.apply(key, payload);
      }
    };
  }

  final DueHandler recorder() {
    return handler(
        (key, payload) -> {
          done.add(key + "=" + payload);
          return Optional.empty();
        });
  }

  @Test
  void workIsDoneWhenItsTimeHasComeAndNotBefore() {
    start(recorder());
    due().plan("test", "a", clock.instant().plus(Duration.ofHours(1)), "é");
    settle();
    assertThat(done).isEmpty();
    clock.advance(Duration.ofHours(1));
    settle();
    assertThat(done).containsExactly("a=é");
  }

  @Test
  void theSameKeyIsPlannedOnce() {
    assertThat(due().plan("test", "a", clock.instant(), "first")).isTrue();
    assertThat(due().plan("test", "a", clock.instant(), "second")).isFalse();
    start(recorder());
    settle();
    assertThat(done).containsExactly("a=first");
  }

  @Test
  void plannedWorkMoves() {
    start(recorder());
    due().plan("test", "a", clock.instant().plus(Duration.ofDays(1)), "x");
    assertThat(due().move("test", "a", clock.instant())).isTrue();
    assertThat(due().move("test", "b", clock.instant())).isFalse();
    settle();
    assertThat(done).containsExactly("a=x");
  }

  @Test
  void cancelledWorkIsNotDone() {
    due().plan("test", "a", clock.instant(), "x");
    assertThat(due().cancel("test", "a")).isTrue();
    assertThat(due().cancel("test", "a")).isFalse();
    start(recorder());
    settle();
    assertThat(done).isEmpty();
  }

  @Test
  void aHandlerMayAskToBeCalledAgain() {
    var later = clock.instant().plus(Duration.ofHours(2));
    start(
        handler(
            (key, payload) -> {
              done.add(key);
              return done.size() == 1 ? Optional.of(later) : Optional.empty();
            }));
    due().plan("test", "a", clock.instant(), "x");
    settle();
    assertThat(done).containsExactly("a");
    clock.advance(Duration.ofHours(2));
    settle();
    assertThat(done).containsExactly("a", "a");
  }

  @Test
  void failedWorkIsTriedAgainUntilItSucceeds() {
    var tries = new AtomicInteger();
    start(
        handler(
            (key, payload) -> {
              if (tries.incrementAndGet() < 4) {
                throw new IllegalStateException("try " + tries);
              }
              done.add(key);
              return Optional.empty();
            }));
    due().plan("test", "a", clock.instant(), "x");
    for (var i = 0; i < 6; i++) {
      settle();
      clock.advance(Duration.ofMinutes(20));
    }
    settle();
    assertThat(done).containsExactly("a");
    assertThat(tries).hasValue(4);
  }
}

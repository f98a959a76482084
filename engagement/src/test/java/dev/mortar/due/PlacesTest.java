package dev.mortar.due;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class PlacesTest {
  private static final int WORK = 40;
  private static final int MUCH = 2_000;
  private static final int PLACES = 3;

  @Test
  void noMoreRunsAtOnceThanThereArePlaces() {
    var running = new AtomicInteger();
    var most = new AtomicInteger();
    try (var threads = Places.threads(PLACES)) {
      for (int i = 0; i < WORK; i++) {
        threads.execute(
            () -> {
              most.accumulateAndGet(running.incrementAndGet(), Math::max);
              Thread.yield();
              running.decrementAndGet();
            });
      }
    }
    assertThat(most.get()).isBetween(1, PLACES);
  }

  @Test
  void whoWaitsForAnotherSystemLeavesThePlaceToOthers() throws InterruptedException {
    var answer = new CountDownLatch(1);
    var others = new CountDownLatch(WORK);
    var heard = new CountDownLatch(1);
    try (var threads = Places.threads(1)) {
      threads.execute(
          () -> {
            assertThat(Places.givenUpFor(() -> await(answer))).isTrue();
            heard.countDown();
          });
      for (int i = 0; i < WORK; i++) {
        threads.execute(others::countDown);
      }
      assertThat(await(others)).isTrue();
      assertThat(heard.getCount()).isOne();
      answer.countDown();
      assertThat(await(heard)).isTrue();
    }
  }

  @Test
  void whateverHangsTheThreadsAreBounded() throws InterruptedException {
    var answer = new CountDownLatch(1);
    var heard = new CountDownLatch(MUCH);
    try (var threads = Places.threads(2)) {
      for (int i = 0; i < MUCH; i++) {
        threads.execute(
            () -> {
              assertThat(Places.givenUpFor(() -> await(answer))).isTrue();
              heard.countDown();
            });
      }
      assertThat(threads.getPoolSize()).isLessThan(MUCH / 10);
      answer.countDown();
      assertThat(await(heard)).isTrue();
    }
  }

  @Test
  void outsideOfDueWorkItIsJustDone() {
    var done = new AtomicInteger();
    assertThat(Places.givenUpFor(() -> "answer")).isEqualTo("answer");
    Places.givenUpWhile(done::incrementAndGet);
    assertThat(done).hasValue(1);
  }

  private static boolean await(CountDownLatch latch) {
    try {
      return latch.await(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}

package dev.mortar.due;

import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * So much due work runs at once. Who waits for somebody elsewhere gives the place up meanwhile, so
 * that a carrier that hangs holds up nothing but its own messages.
 */
public final class Places {
  private static final ScopedValue<Semaphore> MINE = ScopedValue.newInstance();
  private static final int IDLE_SECONDS = 60;

  /** So many may wait elsewhere before work must wait for them. */
  private static final int THREADS_FOR_A_PLACE = 16;

  private Places() {}

  /**
   * Runs what asks another system over the network. There must be no open transaction.
   *
   * @param outside its errors are the caller's
   */
  public static <T> T givenUpFor(Supplier<T> outside) {
    Optional<Semaphore> left = MINE.isBound() ? Optional.of(MINE.get()) : Optional.empty();
    left.ifPresent(Semaphore::release);
    try {
      return outside.get();
    } finally {
      left.ifPresent(Semaphore::acquireUninterruptibly);
    }
  }

  /** As {@link #givenUpFor}, for what answers nothing. */
  public static void givenUpWhile(Runnable outside) {
    givenUpFor(
        () -> {
          outside.run();
          return true;
        });
  }

  /**
   * Platform threads, as the work would keep pages and connections waiting on virtual ones. The
   * scheduler begins whatever it has fetched, so what finds no thread waits without one.
   */
  static ThreadPoolExecutor threads(int places) {
    var free = new Semaphore(places, true);
    int most = places * THREADS_FOR_A_PLACE;
    var threads =
        new ThreadPoolExecutor(
            most,
            most,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().name("due-", 0).daemon().factory()) {
          @Override
          public void execute(Runnable work) {
            super.execute(() -> inAPlace(free, work));
          }
        };
    threads.allowCoreThreadTimeOut(true);
    return threads;
  }

  private static void inAPlace(Semaphore free, Runnable work) {
    free.acquireUninterruptibly();
    try {
      ScopedValue.where(MINE, free).run(work);
    } finally {
      free.release();
    }
  }
}

package dev.mortar.due;

import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
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

  private Places() {}

  /**
   * Runs what asks another system over the network. There must be no open transaction.
   *
   * @param outside its errors are the caller's
   */
  public static <T> T givenUpFor(Supplier<T> outside) {
    Optional<Semaphore> left = leave();
    try {
      return outside.get();
    } finally {
      left.ifPresent(Semaphore::acquireUninterruptibly);
    }
  }

  /** As {@link #givenUpFor}, for what answers nothing. */
  public static void givenUpWhile(Runnable outside) {
    Optional<Semaphore> left = leave();
    try {
      outside.run();
    } finally {
      left.ifPresent(Semaphore::acquireUninterruptibly);
    }
  }

  private static Optional<Semaphore> leave() {
    Optional<Semaphore> mine = MINE.isBound() ? Optional.of(MINE.get()) : Optional.empty();
    mine.ifPresent(Semaphore::release);
    return mine;
  }

  /**
   * Platform threads, as the work would keep pages and connections waiting on virtual ones. The
   * scheduler begins whatever it has fetched, so the threads themselves are not bounded.
   */
  static ExecutorService threads(int places) {
    var free = new Semaphore(places, true);
    return new ThreadPoolExecutor(
        0,
        Integer.MAX_VALUE,
        IDLE_SECONDS,
        TimeUnit.SECONDS,
        new SynchronousQueue<>(),
        Thread.ofPlatform().name("due-", 0).daemon().factory()) {
      @Override
      public void execute(Runnable work) {
        super.execute(() -> inAPlace(free, work));
      }
    };
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

package dev.mortar.hl7.inbox;

import dev.mortar.hl7.InboxId;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Works the queue: loads this node's turns in order, and runs those that may go, a bounded number
 * at a time. They run on platform threads, which the system interrupts: delivery is work and not
 * waiting, and on a virtual thread it would keep a processor from connections and pages.
 */
final class Dispatcher {
  private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
  private static final int PAGE = 1000;
  private static final Duration LOOK_AGAIN = Duration.ofMillis(100);
  private static final Duration STAND_BACK = Duration.ofMillis(25);

  private final TurnTable table;
  private final Function<Turn, Outcome> delivery;
  private final InboxProperties properties;
  private final Backoff backoff;
  private final InboxMetrics metrics;
  private final ScheduledExecutorService timer;

  private final Precedence precedence;
  private final AtomicBoolean standingBack = new AtomicBoolean();
  private final Turns turns = new Turns();
  private final Map<Long, Integer> failures = new ConcurrentHashMap<>();
  private final Map<InboxId, Rest> resting = new ConcurrentHashMap<>();
  private final Semaphore signal = new Semaphore(0);
  private final Semaphore slots;
  private final ExecutorService workers =
      Executors.newCachedThreadPool(
          Thread.ofPlatform().name("hl7-delivery-", 0).daemon().factory());
  private final Thread feeder =
      Thread.ofPlatform().name("hl7-feeder").daemon().unstarted(this::feed);
  private volatile boolean running = true;
  private volatile boolean fromTheStart;

  Dispatcher(
      TurnTable table,
      Function<Turn, Outcome> delivery,
      InboxProperties properties,
      Backoff backoff,
      InboxMetrics metrics,
      ScheduledExecutorService timer) {
    this.table = table;
    this.delivery = delivery;
    this.properties = properties;
    this.backoff = backoff;
    this.metrics = metrics;
    this.timer = timer;
    this.precedence = new Precedence(properties.standBack(), few(properties), System::nanoTime);
    this.slots = new Semaphore(properties.concurrency());
  }

  /** Half of the processors are left to whoever waits for an acknowledgement. */
  private static int few(InboxProperties properties) {
    int half = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    return Math.min(properties.concurrency(), half);
  }

  void start() {
    feeder.start();
  }

  /** So many messages were added at the end of the queue. */
  void arrived(int messages) {
    precedence.arrived(messages);
    signal.release();
  }

  /** There may be new work anywhere in the queue: another node's turns have become ours. */
  void signalAnywhere() {
    fromTheStart = true;
    signal.release();
  }

  /** Begins nothing more, and waits for what has begun. True if all of it ended. */
  boolean stop(Duration deadline) {
    running = false;
    signal.release();
    try {
      boolean ended =
          slots.tryAcquire(properties.concurrency(), deadline.toMillis(), TimeUnit.MILLISECONDS);
      workers.shutdown();
      feeder.join(deadline.toMillis());
      return ended;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void feed() {
    long last = 0;
    while (running) {
      try {
        if (fromTheStart) {
          fromTheStart = false;
          last = 0;
        }
        last = load(last);
        launch();
        if (signal.tryAcquire(properties.poll().toMillis(), TimeUnit.MILLISECONDS)) {
          gather();
        }
      } catch (DataAccessException | TransactionException e) {
        LOG.warn("The queue cannot be read: {}", e.getClass().getSimpleName());
        timer.schedule(() -> signal.release(), properties.poll().toMillis(), TimeUnit.MILLISECONDS);
        signal.acquireUninterruptibly();
      } catch (InterruptedException e) {
        running = false;
      }
    }
  }

  /** While many messages come in, looking for each group of them apart would hold them up. */
  private void gather() {
    if (running && precedence.isStream()) {
      LockSupport.parkNanos(STAND_BACK.toNanos());
    }
    signal.drainPermits();
  }

  private long load(long from) {
    long last = from;
    int room = properties.window() - turns.size();
    while (room > 0) {
      List<Turn> page = table.after(last, Math.min(room, PAGE));
      if (page.isEmpty()) {
        break;
      }
      page.forEach(turns::add);
      last = page.getLast().place();
      precedence.known(last);
      launch();
      room = properties.window() - turns.size();
    }
    return last;
  }

  private synchronized void launch() {
    while (running && slots.tryAcquire()) {
      int others = properties.concurrency() - slots.availablePermits() - 1;
      Optional<Turn> next = turns.next(precedence.last(others));
      if (next.isEmpty()) {
        slots.release();
        standBack();
        return;
      }
      workers.execute(() -> run(next.get()));
    }
  }

  /** Looks again soon if there is somebody who could go but for those who are acknowledged. */
  private void standBack() {
    if (turns.hasReady() && standingBack.compareAndSet(false, true)) {
      timer.schedule(this::stepForward, STAND_BACK.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private void stepForward() {
    standingBack.set(false);
    launch();
  }

  private void run(Turn turn) {
    Outcome outcome = new Outcome.Again("The attempt broke off");
    var sample = Timer.start();
    try {
      outcome = delivery.apply(turn);
    } finally {
      sample.stop(metrics.delivery());
      metrics.delivered(outcome);
      settle(turn, outcome);
      slots.release();
      // A turn that became ready while all slots were taken has nobody else to start it.
      launch();
    }
  }

  private void settle(Turn turn, Outcome outcome) {
    switch (outcome) {
      case Outcome.Again again -> {
        int inARow = failures.merge(turn.place(), 1, Integer::sum);
        rest(turn, backoff.after(inARow));
      }
      case Outcome.Held held -> rest(turn, LOOK_AGAIN);
      case Outcome.Done done -> leave(turn);
      case Outcome.Failed failed -> leave(turn);
      case Outcome.Gone gone -> leave(turn);
    }
  }

  private void rest(Turn turn, Duration wait) {
    turns.rest(turn);
    if (running) {
      Rest rest = new Rest(turn);
      resting.put(turn.message(), rest);
      timer.schedule(() -> wake(rest), wait.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  /** Tries a resting message now rather than at its hour. */
  void hurry(InboxId message) {
    Rest rest = resting.get(message);
    if (rest != null) {
      wake(rest);
    }
  }

  /** Each rest ends once, whether its hour came or a person hurried it. */
  private void wake(Rest rest) {
    if (resting.remove(rest.turn.message(), rest)) {
      turns.rested(rest.turn);
      launch();
    }
  }

  private void leave(Turn turn) {
    failures.remove(turn.place());
    boolean full = turns.size() >= properties.window();
    turns.finished(turn);
    if (full) {
      signal.release();
    }
  }

  /** Equal only to itself: a later rest of the same turn is another one. */
  private static final class Rest {
    private final Turn turn;

    Rest(Turn turn) {
      this.turn = turn;
    }
  }
}

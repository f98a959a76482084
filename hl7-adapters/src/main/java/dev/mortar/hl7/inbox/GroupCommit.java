package dev.mortar.hl7.inbox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.NonTransientDataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * One writer for all connections: it takes whatever waits and commits once, so that the disk is
 * waited for once and not once for each sender. While a commit runs, the next group gathers; it is
 * waited for a moment if more senders are about than have come, see {@link Company}.
 */
final class GroupCommit implements Inbox {
  private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);
  private static final int WAITING = 4096;
  private static final long GATHERING_NANOS = 500_000;
  private static final int NOBODY = Integer.MAX_VALUE;
  private static final Duration LOOK_UP = Duration.ofMillis(200);

  private final Arrivals table;
  private final Duration timeout;
  private final int batch;
  private final InboxMetrics metrics;
  private final BlockingQueue<Waiting> queue = new ArrayBlockingQueue<>(WAITING);
  private final Thread writer =
      Thread.ofPlatform().name("hl7-inbox").daemon().unstarted(this::work);
  private volatile Consumer<List<InboxRow>> stored = rows -> {};
  private volatile boolean running = true;

  /** The writer rests until so many wait. */
  private volatile int wanted = NOBODY;

  /**
   * @param table stores all of a group or none of it
   */
  GroupCommit(Arrivals table, InboxProperties properties, InboxMetrics metrics) {
    this.table = table;
    this.timeout = properties.commitTimeout();
    this.batch = properties.batch();
    this.metrics = metrics;
  }

  /**
   * @param listener told after each commit what it took
   */
  void start(Consumer<List<InboxRow>> listener) {
    stored = listener;
    writer.start();
  }

  /** Writes what waits, and takes nothing more. */
  void stop(Duration deadline) {
    running = false;
    try {
      writer.join(deadline.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public Receipt store(Arrival arrival) {
    Receipt receipt = running ? take(arrival) : unavailable("The inbox is closed");
    metrics.received(receipt);
    return receipt;
  }

  /** What need not be done by the one writer is done here, by as many threads as bring messages. */
  private Receipt take(Arrival arrival) {
    try {
      return await(new Waiting(table.row(arrival)));
    } catch (DataAccessException | TransactionException | IllegalStateException e) {
      LOG.warn("A message could not be made ready: {}", e.getClass().getSimpleName());
      return unavailable("The message could not be made ready");
    }
  }

  private Receipt await(Waiting waiting) {
    long end = System.nanoTime() + timeout.toNanos();
    try {
      if (!queue.offer(waiting, timeout.toMillis(), TimeUnit.MILLISECONDS)) {
        return unavailable("The inbox is overloaded");
      }
      int enough = wanted;
      if (enough != NOBODY && queue.size() >= enough) {
        LockSupport.unpark(writer);
      }
      return waiting.answer.get(Math.max(1, end - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      waiting.answer.complete(unavailable("nobody waits any more"));
      return unavailable("The disk did not answer in time");
    } catch (ExecutionException e) {
      return unavailable("The message could not be stored");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return unavailable("The inbox is closing");
    }
  }

  private void work() {
    List<Waiting> group = new ArrayList<>(batch);
    Company company = new Company();
    while (running || !queue.isEmpty()) {
      try {
        Waiting first = queue.poll(LOOK_UP.toMillis(), TimeUnit.MILLISECONDS);
        if (first != null) {
          group.add(first);
          gather(group, company);
          // Whose sender has been told to try again need not be written.
          group.removeIf(waiting -> waiting.answer.isDone());
          write(group);
          company.seen(group.size() + queue.size());
          group.clear();
        }
      } catch (InterruptedException e) {
        running = false;
      }
    }
  }

  /** Takes who waits, and gives those a moment who are about to come. */
  private void gather(List<Waiting> group, Company company) {
    queue.drainTo(group, batch - group.size());
    int more = Math.min(company.worthWaitingFor(), batch) - group.size();
    if (more > 0) {
      wanted = more;
      long begin = System.nanoTime();
      long rested = 0;
      while (queue.size() < more && rested < GATHERING_NANOS) {
        LockSupport.parkNanos(this, GATHERING_NANOS - rested);
        rested = System.nanoTime() - begin;
      }
      wanted = NOBODY;
      queue.drainTo(group, batch - group.size());
    }
  }

  /** The loop edge: whatever the database throws, the next group must be written. */
  private void write(List<Waiting> group) {
    if (group.isEmpty()) {
      return;
    }
    try {
      List<InboxRow> rows = group.stream().map(w -> w.row).toList();
      List<Receipt> receipts = table.store(rows);
      for (int i = 0; i < group.size(); i++) {
        group.get(i).answer.complete(receipts.get(i));
      }
      metrics.committed(group.size());
      stored.accept(rows);
    } catch (RuntimeException e) {
      LOG.warn("A group of {} was not stored: {}", group.size(), e.getClass().getSimpleName());
      if (group.size() > 1 && isAboutOneMessage(e)) {
        List.copyOf(group).forEach(waiting -> write(List.of(waiting)));
      } else {
        group.forEach(w -> w.answer.complete(unavailable("The database refused")));
      }
    }
  }

  /** One message that the database cannot take must not cost the others their acknowledgement. */
  private static boolean isAboutOneMessage(RuntimeException e) {
    return e instanceof NonTransientDataAccessException
        && !(e instanceof DataAccessResourceFailureException);
  }

  private static Receipt.Unavailable unavailable(String why) {
    return new Receipt.Unavailable(why);
  }

  private static final class Waiting {
    private final InboxRow row;
    private final CompletableFuture<Receipt> answer = new CompletableFuture<>();

    Waiting(InboxRow row) {
      this.row = row;
    }
  }
}

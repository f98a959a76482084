package dev.mortar.hl7.inbox;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** Starts and stops the parts of the inbox in their order. */
final class InboxService implements SmartLifecycle {
  /** Before the listener when starting, after it when stopping. */
  static final int PHASE = 1_000_000;

  private static final Logger LOG = LoggerFactory.getLogger(InboxService.class);
  private static final Duration MEASURE = Duration.ofSeconds(10);
  private static final Duration JOIN = Duration.ofSeconds(10);
  private static final Duration FORGET = Duration.ofHours(1);

  private final Node node;
  private final GroupCommit commit;
  private final Dispatcher dispatcher;
  private final Fragments fragments;
  private final Upkeep upkeep;
  private final InboxProperties properties;
  private final ScheduledExecutorService timer;
  private volatile boolean running;

  InboxService(
      Node node,
      GroupCommit commit,
      Dispatcher dispatcher,
      Fragments fragments,
      Upkeep upkeep,
      InboxProperties properties,
      ScheduledExecutorService timer) {
    this.node = node;
    this.commit = commit;
    this.dispatcher = dispatcher;
    this.fragments = fragments;
    this.upkeep = upkeep;
    this.properties = properties;
    this.timer = timer;
  }

  @Override
  public void start() {
    node.join();
    node.beat();
    commit.start(this::arrived);
    dispatcher.start();
    every(properties.lease().dividedBy(3), this::beat);
    every(MEASURE, upkeep::measure);
    every(JOIN, fragments::look);
    every(FORGET, upkeep::forget);
    running = true;
  }

  @Override
  public void stop() {
    commit.stop(properties.commitTimeout());
    if (!dispatcher.stop(properties.stopDeadline())) {
      LOG.warn("Deliveries still ran at the deadline; they will be tried again");
    }
    timer.shutdownNow();
    try {
      node.leave();
    } catch (DataAccessException e) {
      LOG.warn("This node could not take its leave: {}", e.getClass().getSimpleName());
    }
    running = false;
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  @Override
  public int getPhase() {
    return PHASE;
  }

  private void beat() {
    if (node.beat()) {
      dispatcher.signalAnywhere();
    }
  }

  /** A group was stored: what there is to do now is not waited for. */
  private void arrived(List<InboxRow> rows) {
    dispatcher.arrived(rows.size());
    if (rows.stream().anyMatch(row -> row.arrival().part().isFragment())) {
      timer.execute(guarded(fragments::look));
    }
  }

  private void every(Duration period, Runnable work) {
    timer.scheduleWithFixedDelay(
        guarded(work), period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** The loop edge: an exception would end the repetition. */
  private static Runnable guarded(Runnable work) {
    return () -> {
      try {
        work.run();
      } catch (DataAccessException | TransactionException e) {
        LOG.warn("The inbox cannot be reached: {}", e.getClass().getSimpleName());
      }
    };
  }
}

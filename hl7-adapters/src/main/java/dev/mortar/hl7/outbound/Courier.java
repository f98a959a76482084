package dev.mortar.hl7.outbound;

import dev.mortar.hl7.Destination;
import dev.mortar.hl7.Destinations;
import dev.mortar.hl7.Failures;
import dev.mortar.hl7.OutboundMessages.State;
import dev.mortar.hl7.outbound.OutboxTable.Item;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** Brings the messages of one destination there, one after the other, on a thread of its own. */
final class Courier {
  private static final Logger LOG = LoggerFactory.getLogger(Courier.class);
  private static final int PAGE = 100;
  private static final Duration HOLD_AGAIN = Duration.ofSeconds(5);

  private final Destination destination;
  private final OutboxTable table;
  private final DestinationTable holds;
  private final OutboundProperties properties;
  private final Breaker breaker;
  private final Tools tools;
  private final Semaphore signal = new Semaphore(0);
  private final Thread thread;
  private volatile boolean running = true;
  private Optional<Line> line = Optional.empty();
  private long heldSince = Long.MIN_VALUE;
  private Instant lastSuccess = Instant.MIN;

  Courier(
      Destination destination,
      OutboxTable table,
      DestinationTable holds,
      OutboundProperties properties,
      Tools tools) {
    this.destination = destination;
    this.table = table;
    this.holds = holds;
    this.properties = properties;
    this.tools = tools;
    this.breaker = new Breaker(tools.clock(), tools.waits());
    this.thread =
        Thread.ofVirtual().name("hl7-courier-" + destination.name()).unstarted(this::work);
  }

  /** What all couriers share. */
  record Tools(
      Clock clock, Breaker.Waits waits, Supplier<SSLContext> tls, OutboundMetrics metrics) {}

  Destination destination() {
    return destination;
  }

  Destinations.Circuit circuit() {
    return breaker.state();
  }

  void start() {
    thread.start();
  }

  void signal() {
    signal.release();
  }

  /** An operator wants it tried now. */
  void hurry() {
    breaker.hurry();
    signal.release();
  }

  void stop() {
    running = false;
    signal.release();
  }

  /** Waits until the message in work has its answer. */
  void join(Duration deadline) {
    try {
      if (!thread.join(deadline)) {
        thread.interrupt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void work() {
    while (running) {
      try {
        boolean more = breaker.state() != Destinations.Circuit.OPEN && hold() && deliver();
        if (!more && signal.tryAcquire(properties.poll().toMillis(), TimeUnit.MILLISECONDS)) {
          signal.drainPermits();
        }
      } catch (DataAccessException | TransactionException e) {
        LOG.warn("The outbox cannot be reached: {}", e.getClass().getSimpleName());
        breaker.failed();
      } catch (InterruptedException e) {
        running = false;
      } catch (RuntimeException e) {
        // Nobody would start this thread again, and the line would stand still in silence.
        LOG.error(
            "Sending to {} failed and is tried again: {}", destination.name(), Failures.where(e));
        breaker.failed();
      }
    }
    hangUp();
  }

  private boolean hold() {
    long now = System.nanoTime();
    if (heldSince == Long.MIN_VALUE || now - heldSince > HOLD_AGAIN.toNanos()) {
      heldSince = holds.hold(destination.name()) ? now : Long.MIN_VALUE;
    }
    return heldSince != Long.MIN_VALUE;
  }

  /** True if there may be more at once. */
  private boolean deliver() {
    // One alone tries the ground after a failure.
    int page = breaker.state() == Destinations.Circuit.CLOSED ? PAGE : 1;
    List<Item> items = table.ready(destination.name(), page);
    for (Item item : items) {
      if (!running || !hold() || !attempt(item)) {
        return false;
      }
    }
    return !items.isEmpty();
  }

  /** False if the destination does not answer. */
  private boolean attempt(Item item) {
    Reply reply = say(item);
    tools.metrics().replied(destination.name(), reply);
    switch (reply) {
      case Reply.Taken(String code, byte[] ack) ->
          table.settle(item.id(), State.DONE, "", code, ack);
      case Reply.Refused(String code, byte[] ack) -> {
        LOG.warn("{} refused message {} for good", destination.name(), item.id());
        table.settle(item.id(), State.FAILED, "Refused with " + code, code, ack);
      }
      case Reply.Later(String code, byte[] ack) -> again(item, "Put off with " + code, code, ack);
      case Reply.Unreachable(String why) -> table.later(item.id(), why, tools.clock().instant());
      case Reply.Unanswered(String why) -> unanswered(item, why);
    }
    boolean answered = !(reply instanceof Reply.Unreachable || reply instanceof Reply.Unanswered);
    if (answered) {
      breaker.succeeded();
      lastSuccess = tools.clock().instant();
    } else {
      breaker.failed();
    }
    return answered;
  }

  private void again(Item item, String failure, String code, byte[] ack) {
    if (item.attempts() + 1 >= properties.attempts()) {
      LOG.warn("{} put message {} off too often", destination.name(), item.id());
      table.settle(item.id(), State.FAILED, failure, code, ack);
    } else {
      table.later(item.id(), failure, next(item));
    }
  }

  /**
   * Silence may be the destination's or may come of this message. Only if others were answered
   * meanwhile is it the message that is set aside.
   */
  private void unanswered(Item item, String why) {
    boolean othersGoThrough = lastSuccess.isAfter(item.due());
    if (othersGoThrough && item.attempts() + 1 >= properties.attempts()) {
      LOG.warn("{} never answers to message {}", destination.name(), item.id());
      table.settle(item.id(), State.FAILED, why, "", new byte[0]);
    } else {
      table.later(item.id(), why, next(item));
    }
  }

  private Instant next(Item item) {
    return tools.clock().instant().plus(tools.waits().after(item.attempts() + 1));
  }

  private Reply say(Item item) {
    Line open;
    try {
      open = connected();
    } catch (IOException | IllegalStateException e) {
      hangUp();
      return new Reply.Unreachable("No connection: " + e.getClass().getSimpleName());
    }
    try {
      return open.say(item.controlId(), item.raw(), properties.ackTimeout());
    } catch (IOException e) {
      hangUp();
      return new Reply.Unanswered("No acknowledgement: " + e.getClass().getSimpleName());
    }
  }

  private Line connected() throws IOException {
    if (line.isPresent()) {
      return line.get();
    }
    Optional<SSLContext> tls =
        destination.secure() ? Optional.of(tools.tls().get()) : Optional.empty();
    Line opened = Line.open(destination, properties.connectTimeout(), tls);
    line = Optional.of(opened);
    return opened;
  }

  private void hangUp() {
    try {
      if (line.isPresent()) {
        line.get().close();
      }
    } catch (IOException e) {
      LOG.debug("Closing the connection to {} failed", destination.name());
    } finally {
      line = Optional.empty();
    }
  }
}

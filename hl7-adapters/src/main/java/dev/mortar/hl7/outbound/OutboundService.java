package dev.mortar.hl7.outbound;

import dev.mortar.hl7.Destination;
import dev.mortar.hl7.Destinations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Sees to it that each destination has its courier, and that old messages go. */
final class OutboundService implements SmartLifecycle, Destinations {
  /** Like the inbox: after the database, before those who listen. */
  private static final int PHASE = 1_000_000;

  private static final Logger LOG = LoggerFactory.getLogger(OutboundService.class);
  private static final int LOOKS_BETWEEN_UPKEEP = 3600;

  private final DestinationTable table;
  private final OutboxTable outbox;
  private final OutboundProperties properties;
  private final Courier.Tools tools;
  private final boolean embedded;
  private final Map<String, Courier> couriers = new ConcurrentHashMap<>();
  private final CountDownLatch stopped = new CountDownLatch(1);
  private volatile List<Destination> known = List.of();
  private volatile boolean running;
  private int looks;

  OutboundService(
      DestinationTable table,
      OutboxTable outbox,
      OutboundProperties properties,
      Courier.Tools tools,
      boolean embedded) {
    this.table = table;
    this.outbox = outbox;
    this.properties = properties;
    this.tools = tools;
    this.embedded = embedded;
  }

  @Override
  public void start() {
    if (embedded) {
      table.releaseAll();
    }
    known = table.all();
    running = true;
    Thread.ofVirtual().name("hl7-outbound").start(this::look);
  }

  @Override
  public void stop() {
    running = false;
    stopped.countDown();
    List<Courier> all = List.copyOf(couriers.values());
    all.forEach(Courier::stop);
    Duration deadline = properties.ackTimeout();
    all.forEach(courier -> courier.join(deadline));
    try {
      table.release();
    } catch (DataAccessException e) {
      LOG.warn("Destinations could not be released: {}", e.getClass().getSimpleName());
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  @Override
  public int getPhase() {
    return PHASE;
  }

  @Override
  public List<Destination> all() {
    return table.all();
  }

  @Override
  public List<Destination> wanting(String message) {
    return known.stream().filter(destination -> destination.wants(message)).toList();
  }

  @Override
  public void save(Destination destination) {
    table.save(destination);
  }

  @Override
  public boolean remove(String name) {
    return table.remove(name);
  }

  @Override
  public List<Status> status() {
    return table.all().stream()
        .map(destination -> table.status(destination, circuit(destination.name())))
        .toList();
  }

  /** There may be something to send, once the transaction of the caller is committed. */
  void written() {
    afterCommit(() -> couriers.values().forEach(Courier::signal));
  }

  void hurry() {
    couriers.values().forEach(Courier::hurry);
  }

  private Circuit circuit(String name) {
    return Optional.ofNullable(couriers.get(name)).map(Courier::circuit).orElse(Circuit.CLOSED);
  }

  private void look() {
    while (running) {
      try {
        match();
        if (looks++ % LOOKS_BETWEEN_UPKEEP == 0) {
          outbox.forget(tools.clock().instant().minus(properties.keep()));
        }
      } catch (DataAccessException e) {
        LOG.warn("Destinations cannot be read: {}", e.getClass().getSimpleName());
      }
      pause();
    }
  }

  private void pause() {
    try {
      if (stopped.await(properties.poll().toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.debug("Nothing more goes out");
      }
    } catch (InterruptedException e) {
      running = false;
    }
  }

  /** A changed destination gets a new courier; its messages stay where they are. */
  private void match() {
    known = table.all();
    List<Destination> wanted = known.stream().filter(Destination::enabled).toList();
    List<Courier> ended = new ArrayList<>();
    for (Courier courier : couriers.values()) {
      if (!running || !wanted.contains(courier.destination())) {
        courier.stop();
        ended.add(courier);
      }
    }
    for (Courier courier : ended) {
      courier.join(properties.ackTimeout());
      couriers.remove(courier.destination().name());
    }
    for (Destination destination : wanted) {
      if (running && !couriers.containsKey(destination.name())) {
        Courier courier = new Courier(destination, outbox, table, properties, tools);
        couriers.put(destination.name(), courier);
        courier.start();
      }
    }
  }

  private static void afterCommit(Runnable work) {
    if (!TransactionSynchronizationManager.isSynchronizationActive()) {
      work.run();
      return;
    }
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            work.run();
          }
        });
  }
}

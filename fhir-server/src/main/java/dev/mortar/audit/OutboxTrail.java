package dev.mortar.audit;

import ca.uhn.fhir.context.FhirContext;
import dev.mortar.store.FhirStore;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.locks.LockSupport;
import org.hl7.fhir.r4.model.AuditEvent;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Events of writes wait in a table that the write's own transaction fills; events of reads wait in
 * memory for half a second at most. One worker makes AuditEvent resources of both. Each event has
 * its id from the beginning, so storing one twice changes nothing.
 */
final class OutboxTrail implements AuditTrail, SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(OutboxTrail.class);
  private static final int WAITING = 10_000;
  private static final int BATCH = 200;
  private static final Duration PAUSE = Duration.ofMillis(500);

  private final JdbcClient jdbc;
  private final FhirStore store;
  private final FhirContext fhir;
  private final Clock clock;
  private final BlockingQueue<AuditEvent> waiting = new ArrayBlockingQueue<>(WAITING);
  private volatile @Nullable Thread worker;

  OutboxTrail(JdbcClient jdbc, FhirStore store, FhirContext fhir, Clock clock) {
    this.jdbc = jdbc;
    this.store = store;
    this.fhir = fhir;
    this.clock = clock;
  }

  @Override
  public void recordWithTransaction(AuditEvent event) {
    identify(event);
    jdbc.sql("insert into audit_outbox (id, event, recorded_at) values (?, ?, ?)")
        .params(
            event.getIdElement().getIdPart(), fhir.newJsonParser().encodeResourceToString(event))
        .param(clock.instant().atOffset(ZoneOffset.UTC))
        .update();
  }

  @Override
  public void record(AuditEvent event) {
    identify(event);
    try {
      waiting.put(event);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      recordWithTransaction(event);
    }
  }

  private static void identify(AuditEvent event) {
    event.setId(UUID.randomUUID().toString());
  }

  /** Stores what waits now; the number of events that it looked at. */
  int flush() {
    List<AuditEvent> events = new ArrayList<>();
    waiting.drainTo(events, BATCH);
    // What cannot be stored now is kept on disk, so that memory stays free.
    store(events).forEach(this::recordWithTransaction);
    return events.size() + flushOutbox();
  }

  private int flushOutbox() {
    List<AuditEvent> events =
        jdbc
            .sql("select event from audit_outbox order by recorded_at limit " + BATCH)
            .query(String.class)
            .list()
            .stream()
            .map(row -> fhir.newJsonParser().parseResource(AuditEvent.class, row))
            .toList();
    List<AuditEvent> failed = store(events);
    List<String> done =
        events.stream()
            .filter(event -> !failed.contains(event))
            .map(event -> event.getIdElement().getIdPart())
            .toList();
    if (!done.isEmpty()) {
      jdbc.sql("delete from audit_outbox where id in (:ids)").param("ids", done).update();
    }
    return done.size();
  }

  /** Stores them together or, if that fails, one by one; returns those that could not be stored. */
  private List<AuditEvent> store(List<AuditEvent> events) {
    if (events.isEmpty()) {
      return List.of();
    }
    try {
      store.transact(bundle(events));
      return List.of();
    } catch (RuntimeException together) {
      List<AuditEvent> failed = new ArrayList<>();
      for (AuditEvent event : events) {
        try {
          store.transact(bundle(List.of(event)));
        } catch (RuntimeException alone) {
          LOG.warn("An audit event waits in the outbox: {}", alone.getClass().getName());
          failed.add(event);
        }
      }
      return failed;
    }
  }

  private static Bundle bundle(List<AuditEvent> events) {
    Bundle bundle = new Bundle();
    bundle.setType(BundleType.TRANSACTION);
    for (AuditEvent event : events) {
      bundle
          .addEntry()
          .setResource(event)
          .getRequest()
          .setMethod(HTTPVerb.PUT)
          .setUrl("AuditEvent/" + event.getIdElement().getIdPart());
    }
    return bundle;
  }

  @Override
  public void start() {
    Thread next = Thread.ofVirtual().name("audit").unstarted(this::work);
    // First the field, then the thread: a thread that finds the field empty would end at once.
    worker = next;
    next.start();
  }

  private void work() {
    while (isRunning()) {
      try {
        // Half a second's events cost one transaction together.
        LockSupport.parkNanos(PAUSE.toNanos());
        while (isRunning() && flush() >= BATCH) {
          Thread.onSpinWait();
        }
      } catch (RuntimeException e) {
        LOG.warn("Audit events could not be stored and will be tried again", e);
      }
    }
  }

  @Override
  public void stop() {
    Thread running = worker;
    worker = null;
    if (running != null) {
      LockSupport.unpark(running);
    }
    while (!waiting.isEmpty()) {
      flush();
    }
  }

  @Override
  public boolean isRunning() {
    return worker != null;
  }
}

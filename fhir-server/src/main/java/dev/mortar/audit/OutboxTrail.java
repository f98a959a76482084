package dev.mortar.audit;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.DataFormatException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.hl7.fhir.r4.model.AuditEvent;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Events of writes wait in a table that the write's own transaction fills; events of reads wait in
 * a journal for half a second at most. One worker makes AuditEvent resources of both and links them
 * into the chain. Each event has its id from the beginning, so storing one twice changes nothing.
 */
final class OutboxTrail implements AuditTrail, SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(OutboxTrail.class);
  private static final int BATCH = 500;
  private static final Duration PAUSE = Duration.ofMillis(500);

  private final JdbcClient jdbc;
  private final FhirContext fhir;
  private final Clock clock;
  private final EventJournal journal;
  private final LinkedEvents linked;
  private volatile @Nullable Thread worker;

  OutboxTrail(
      JdbcClient jdbc, FhirContext fhir, Clock clock, EventJournal journal, LinkedEvents linked) {
    this.jdbc = jdbc;
    this.fhir = fhir;
    this.clock = clock;
    this.journal = journal;
    this.linked = linked;
  }

  @Override
  public void recordWithTransaction(AuditEvent event) {
    insert(noted(event));
  }

  private void keep(NotedEvent event) {
    if (jdbc.sql("select 1 from audit_outbox where id = ?")
        .param(event.id())
        .query()
        .listOfRows()
        .isEmpty()) {
      insert(event);
    }
  }

  private void insert(NotedEvent event) {
    jdbc.sql("insert into audit_outbox (id, event, recorded_at) values (?, ?, ?)")
        .params(event.id(), event.json())
        .param(clock.instant().atOffset(ZoneOffset.UTC))
        .update();
  }

  @Override
  public void record(AuditEvent event) {
    NotedEvent noted = noted(event);
    try {
      journal.append(noted);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      insert(noted);
    }
  }

  private NotedEvent noted(AuditEvent event) {
    event.setId(UUID.randomUUID().toString());
    return NotedEvent.of(event, fhir);
  }

  /** Stores what waits now, one caller at a time; the number of events that it looked at. */
  synchronized int flush() {
    EventJournal.Segment segment = journal.oldest();
    List<NotedEvent> events = readable(segment);
    for (int from = 0; from < events.size(); from += BATCH) {
      List<NotedEvent> some = events.subList(from, Math.min(events.size(), from + BATCH));
      // What cannot be stored now waits in the table, and holds nothing else back.
      store(some).forEach(this::keep);
    }
    if (!segment.events().isEmpty()) {
      journal.done(segment);
    }
    return segment.events().size() + flushOutbox();
  }

  /** What a broken disk made of a line must not hold up the others, nor be lost. */
  private List<NotedEvent> readable(EventJournal.Segment segment) {
    List<NotedEvent> events = new ArrayList<>();
    List<String> unreadable = new ArrayList<>();
    for (EventJournal.Entry entry : segment.events()) {
      try {
        events.add(entry.event() == null ? NotedEvent.of(entry.line(), fhir) : entry.event());
      } catch (DataFormatException e) {
        unreadable.add(entry.line());
      }
    }
    if (!unreadable.isEmpty()) {
      LOG.error(
          "{} lines of the audit journal cannot be read and are kept in {}: look at the disk",
          unreadable.size(),
          journal.putAside(segment, unreadable));
    }
    return events;
  }

  private int flushOutbox() {
    List<NotedEvent> events =
        jdbc
            .sql("select event from audit_outbox order by recorded_at limit " + BATCH)
            .query(String.class)
            .list()
            .stream()
            .map(json -> NotedEvent.of(json, fhir))
            .toList();
    List<NotedEvent> failed = store(events);
    List<String> done =
        events.stream().filter(event -> !failed.contains(event)).map(NotedEvent::id).toList();
    if (!done.isEmpty()) {
      jdbc.sql("delete from audit_outbox where id in (:ids)").param("ids", done).update();
    }
    return done.size();
  }

  /** Stores them together or, if that fails, one by one; returns those that could not be stored. */
  private List<NotedEvent> store(List<NotedEvent> events) {
    if (events.isEmpty()) {
      return List.of();
    }
    try {
      linked.store(events);
      return List.of();
    } catch (RuntimeException together) {
      List<NotedEvent> failed = new ArrayList<>();
      for (NotedEvent event : events) {
        try {
          linked.store(List.of(event));
        } catch (RuntimeException alone) {
          LOG.warn("An audit event waits in the outbox: {}", alone.getClass().getName());
          failed.add(event);
        }
      }
      return failed;
    }
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
    while (!journal.oldest().events().isEmpty()) {
      flush();
    }
    journal.close();
  }

  @Override
  public boolean isRunning() {
    return worker != null;
  }
}

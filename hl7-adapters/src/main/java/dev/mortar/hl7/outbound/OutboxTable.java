package dev.mortar.hl7.outbound;

import dev.mortar.hl7.MessageSeal;
import dev.mortar.hl7.OutboundListener;
import dev.mortar.hl7.OutboundListener.Told;
import dev.mortar.hl7.OutboundMessages.State;
import dev.mortar.hl7.Outbox;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The messages that go out. */
final class OutboxTable implements Outbox {
  private static final String NEXT = "SELECT nextval('mortar_hl7_outbox_place')";

  private final JdbcTemplate jdbc;
  private final Clock clock;
  private final Runnable written;
  private final TransactionTemplate transaction;
  private final OutboundListener listener;
  private final MessageSeal seal;

  /**
   * @param written called after something was put, inside the transaction of whoever put it
   */
  OutboxTable(
      DataSource source,
      Clock clock,
      Runnable written,
      OutboundListener listener,
      MessageSeal seal) {
    this.jdbc = new JdbcTemplate(source);
    this.clock = clock;
    this.written = written;
    this.transaction = new TransactionTemplate(new JdbcTransactionManager(source));
    this.listener = listener;
    this.seal = seal;
  }

  /**
   * @param raw without framing
   */
  record Item(long id, String controlId, byte[] raw, int attempts, Instant due) {}

  /** What says nothing is not noted as told: the next version may be the first that does. */
  @Override
  public boolean put(String destination, Subject subject, Encoding encoding) {
    boolean first = isNews(destination, subject);
    if (!first && !isNewer(destination, subject)) {
      return false;
    }
    long id = next();
    String controlId = "MT" + Long.toString(id, 36).toUpperCase(Locale.ROOT);
    Optional<Encoded> encoded = encoding.encode(controlId, first);
    if (encoded.isEmpty()) {
      return false;
    }
    if (first) {
      note(destination, subject);
    }
    insert(id, destination, subject, controlId, encoded.get());
    written.run();
    return true;
  }

  private long next() {
    Long place = jdbc.queryForObject(NEXT, Long.class);
    if (place == null) {
      throw new IllegalStateException("A sequence gave no number");
    }
    return place;
  }

  private boolean isNews(String destination, Subject subject) {
    Integer told =
        jdbc.queryForObject(
            "SELECT count(*) FROM mortar_hl7_told WHERE destination = ? AND about = ?",
            Integer.class,
            destination,
            subject.reference());
    return told != null && told == 0;
  }

  /** Of two who do this at once, one fails, and is to come again. */
  private void note(String destination, Subject subject) {
    jdbc.update(
        "INSERT INTO mortar_hl7_told (destination, about, version) VALUES (?, ?, ?)",
        destination,
        subject.reference(),
        subject.version());
  }

  /** Locks the row until the transaction ends, so that the later version gets the later place. */
  private boolean isNewer(String destination, Subject subject) {
    return jdbc.update(
            """
            UPDATE mortar_hl7_told SET version = ?
            WHERE destination = ? AND about = ? AND version < ?\
            """,
            subject.version(),
            destination,
            subject.reference(),
            subject.version())
        == 1;
  }

  private void insert(
      long id, String destination, Subject subject, String controlId, Encoded message) {
    OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
    jdbc.update(
        """
        INSERT INTO mortar_hl7_outbox (id, place, destination, ordering_key, about, version,
          control_id, message_type, created, raw, state, due, attempts, failure, ack_code, ack)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'WAITING', ?, 0, '', '', ?)\
        """,
        id,
        id,
        destination,
        subject.orderingKey(),
        subject.reference(),
        subject.version(),
        controlId,
        message.type(),
        now,
        seal.seal(message.bytes()),
        now,
        new byte[0]);
  }

  /** What may go now: the first of each line that does not wait for its next attempt. */
  List<Item> ready(String destination, int limit) {
    return jdbc.query(
        """
        SELECT id, control_id, raw, attempts, due FROM mortar_hl7_outbox o
        WHERE destination = ? AND state IN ('WAITING', 'RETRY') AND due <= ? AND NOT EXISTS (
          SELECT 1 FROM mortar_hl7_outbox e
          WHERE e.destination = o.destination AND e.ordering_key = o.ordering_key
            AND e.place < o.place AND e.state IN ('WAITING', 'RETRY'))
        ORDER BY place FETCH FIRST ? ROWS ONLY\
        """,
        (row, number) ->
            new Item(
                row.getLong("id"),
                row.getString("control_id"),
                message(row),
                row.getInt("attempts"),
                row.getObject("due", OffsetDateTime.class).toInstant()),
        destination,
        clock.instant().atOffset(ZoneOffset.UTC),
        limit);
  }

  /** Whoever listens is told in the same transaction, and only if this changed anything. */
  void settle(long id, State state, String failure, String ackCode, byte[] ack) {
    transaction.executeWithoutResult(
        status -> {
          int changed =
              jdbc.update(
                  """
                  UPDATE mortar_hl7_outbox
                  SET state = ?, failure = ?, ack_code = ?, ack = ?, attempts = attempts + 1
                  WHERE id = ? AND state IN ('WAITING', 'RETRY')\
                  """,
                  state.name(),
                  failure,
                  ackCode,
                  ack,
                  id);
          if (changed == 1) {
            told(id).forEach(listener::settled);
          }
        });
  }

  private List<Told> told(long id) {
    return jdbc.query(
        """
        SELECT destination, about, ordering_key, control_id, message_type, state
        FROM mortar_hl7_outbox WHERE id = ?\
        """,
        (row, number) ->
            new Told(
                row.getString("destination"),
                row.getString("about"),
                row.getString("ordering_key"),
                row.getString("control_id"),
                row.getString("message_type"),
                State.valueOf(row.getString("state"))),
        id);
  }

  void later(long id, String failure, Instant due) {
    jdbc.update(
        """
        UPDATE mortar_hl7_outbox
        SET state = 'RETRY', failure = ?, due = ?, attempts = attempts + 1
        WHERE id = ? AND state IN ('WAITING', 'RETRY')\
        """,
        failure,
        due.atOffset(ZoneOffset.UTC),
        id);
  }

  /** A finished one gets a new place; one that waits keeps its own and is due now. */
  boolean replay(long id) {
    OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
    int hurried =
        jdbc.update(
            "UPDATE mortar_hl7_outbox SET due = ? WHERE id = ? AND state IN ('WAITING', 'RETRY')",
            now,
            id);
    if (hurried == 1) {
      return true;
    }
    return jdbc.update(
            """
            UPDATE mortar_hl7_outbox
            SET state = 'WAITING', place = ?, due = ?, attempts = 0, failure = ''
            WHERE id = ? AND state IN ('DONE', 'FAILED')\
            """,
            next(),
            now,
            id)
        == 1;
  }

  /** What it was at first is kept, however often it is corrected. */
  boolean correct(long id, byte[] corrected) {
    return jdbc.update(
            """
            UPDATE mortar_hl7_outbox
            SET original = coalesce(original, raw), raw = ?, state = 'WAITING', place = ?, due = ?,
              attempts = 0, failure = ''
            WHERE id = ? AND state = 'FAILED'\
            """,
            seal.seal(corrected),
            next(),
            clock.instant().atOffset(ZoneOffset.UTC),
            id)
        == 1;
  }

  int forget(Instant before) {
    return jdbc.update(
        "DELETE FROM mortar_hl7_outbox WHERE state = 'DONE' AND created < ?",
        before.atOffset(ZoneOffset.UTC));
  }

  Optional<byte[]> raw(long id) {
    return jdbc
        .query("SELECT raw FROM mortar_hl7_outbox WHERE id = ?", (row, number) -> message(row), id)
        .stream()
        .findFirst();
  }

  private byte[] message(ResultSet row) throws SQLException {
    return seal.open(bytes(row, "raw"));
  }

  static byte[] bytes(ResultSet row, String column) throws SQLException {
    byte @Nullable [] bytes = row.getBytes(column);
    return bytes == null ? new byte[0] : bytes;
  }
}

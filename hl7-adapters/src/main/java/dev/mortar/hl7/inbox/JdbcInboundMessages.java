package dev.mortar.hl7.inbox;

import dev.mortar.hl7.InboundMessages;
import dev.mortar.hl7.InboxId;
import dev.mortar.mapping.Heading;
import dev.mortar.mapping.Mapper;
import dev.mortar.mapping.RawMessage;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the inbox, and puts a message back into the queue, as it came or corrected. */
final class JdbcInboundMessages implements InboundMessages {
  private static final String SELECT =
      """
      SELECT id, control_id, message_type, structure, version, message_time, sending_application,
        sending_facility, receiving_application, receiving_facility, peer, received, size, state,
        ack_code, ack, attempts, failure, reading, reused_control_id
      FROM mortar_hl7_inbox
      """;

  private final Database database;
  private final Node node;
  private final Mapper mapper;
  private final Dispatcher dispatcher;
  private final Inbox inbox;

  JdbcInboundMessages(
      Database database, Node node, Mapper mapper, Dispatcher dispatcher, Inbox inbox) {
    this.database = database;
    this.node = node;
    this.mapper = mapper;
    this.dispatcher = dispatcher;
    this.inbox = inbox;
  }

  @Override
  public Optional<Inbound> find(InboxId id) {
    return database
        .jdbc()
        .query(SELECT + "WHERE id = ?", (row, number) -> inbound(row), id.value())
        .stream()
        .findFirst();
  }

  @Override
  public Optional<byte[]> raw(InboxId id) {
    return database
        .jdbc()
        .query(
            "SELECT raw FROM mortar_hl7_inbox WHERE id = ?",
            (row, number) -> database.message(row, "raw"),
            id.value())
        .stream()
        .findFirst();
  }

  @Override
  public List<Inbound> search(Search search, int limit) {
    if (limit < 1 || limit > 1000) {
      throw new IllegalArgumentException("The limit is 1 to 1000, not " + limit);
    }
    Conditions conditions = Conditions.of(search, database.seal());
    return database
        .jdbc()
        .query(
            SELECT + conditions.sql() + " ORDER BY id DESC FETCH FIRST " + limit + " ROWS ONLY",
            (row, number) -> inbound(row),
            conditions.arguments());
  }

  @Override
  public boolean replay(InboxId id) {
    Optional<Inbound> found = find(id);
    if (found.isEmpty()) {
      return false;
    }
    return switch (found.get().state()) {
      case QUARANTINED, CORRECTED, ERASED, FRAGMENT, JOINED -> false;
      case WAITING, RETRY -> {
        dispatcher.hurry(id);
        yield true;
      }
      case DONE, FAILED -> {
        requeue(found.get());
        yield true;
      }
    };
  }

  /**
   * The update locks the row and so decides who of two replays it is. A turn that gets its place
   * here may become visible after a later one, so the queue is read from its beginning.
   */
  private void requeue(Inbound message) {
    byte[] raw = raw(message.id()).orElseGet(() -> new byte[0]);
    RawMessage source = new RawMessage(message.id().toString(), raw, message.received());
    List<String> lines = new Lines(mapper).of(source, message.heading());
    database
        .transaction()
        .executeWithoutResult(
            status -> {
              int changed =
                  database
                      .jdbc()
                      .update(
                          """
                          UPDATE mortar_hl7_inbox SET state = 'WAITING', attempts = 0, failure = ''
                          WHERE id = ? AND state IN ('DONE', 'FAILED')""",
                          message.id().value());
              if (changed == 1) {
                database
                    .jdbc()
                    .update(
                        "DELETE FROM mortar_hl7_finding WHERE message = ?", message.id().value());
                takeTurn(message.id(), database.named(lines));
              }
            });
    dispatcher.signalAnywhere();
  }

  private void takeTurn(InboxId id, List<String> lines) {
    Long place = database.jdbc().queryForObject("SELECT nextval('mortar_hl7_place')", Long.class);
    List<Object[]> rows = new ArrayList<>();
    for (String key : InboxRow.keys(lines)) {
      rows.add(new @Nullable Object[] {key, place, id.value(), node.name()});
    }
    database.jdbc().batchUpdate(TurnTable.INSERT, rows);
  }

  @Override
  public Optional<InboxId> correct(InboxId id, byte[] corrected) {
    Optional<Inbound> found =
        find(id).filter(it -> it.state() == State.FAILED || it.state() == State.QUARANTINED);
    Heading heading =
        Heading.read(corrected)
            .filter(it -> !it.controlId().isBlank())
            .orElseThrow(
                () -> new IllegalArgumentException("A message begins with MSH and has a MSH-10"));
    return found.flatMap(message -> take(message, heading, corrected));
  }

  /** What the same profile sent in these bytes before is not stored twice, but still replaces. */
  private Optional<InboxId> take(Inbound message, Heading heading, byte[] corrected) {
    RawMessage source = new RawMessage("", corrected, node.now());
    Receipt receipt =
        inbox.store(
            new Arrival(
                new Arrival.Origin("correction of " + message.id(), "correction", node.now()),
                corrected,
                corrected.length,
                heading,
                new Arrival.Promise("", new byte[0]),
                new Arrival.Purpose.Apply(new Lines(mapper).of(source, heading))));
    return switch (receipt) {
      case Receipt.Accepted(InboxId copy) -> Optional.of(setAside(message.id(), copy));
      case Receipt.Duplicate duplicate -> Optional.of(setAside(message.id(), duplicate.earlier()));
      case Receipt.Unavailable unavailable ->
          throw new IllegalStateException("The copy cannot be stored now; try again later");
    };
  }

  private InboxId setAside(InboxId message, InboxId copy) {
    database
        .jdbc()
        .update(
            """
            UPDATE mortar_hl7_inbox SET state = 'CORRECTED', failure = ?
            WHERE id = ? AND state IN ('FAILED', 'QUARANTINED')""",
            "Corrected as message " + copy,
            message.value());
    return copy;
  }

  private static Inbound inbound(ResultSet row) throws SQLException {
    Heading heading =
        new Heading(
            row.getString("control_id"),
            row.getString("message_type"),
            row.getString("structure"),
            row.getString("version"),
            row.getString("message_time"),
            row.getString("sending_application"),
            row.getString("sending_facility"),
            row.getString("receiving_application"),
            row.getString("receiving_facility"));
    return new Inbound(
        new InboxId(row.getLong("id")),
        heading,
        row.getString("peer"),
        row.getObject("received", OffsetDateTime.class).toInstant(),
        row.getLong("size"),
        State.valueOf(row.getString("state")),
        row.getString("ack_code"),
        Framing.unframed(bytes(row, "ack")),
        row.getInt("attempts"),
        row.getString("failure"),
        row.getString("reading"),
        row.getBoolean("reused_control_id") && !heading.controlId().isEmpty());
  }

  private static byte[] bytes(ResultSet row, String column) throws SQLException {
    byte[] bytes = row.getBytes(column);
    return bytes == null ? new byte[0] : bytes;
  }
}

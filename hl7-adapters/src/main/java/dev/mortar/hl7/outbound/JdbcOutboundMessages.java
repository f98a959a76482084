package dev.mortar.hl7.outbound;

import dev.mortar.hl7.OutboundMessages;
import dev.mortar.mapping.Heading;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;

/** Reads the outbox, and brings a message back into its line. */
final class JdbcOutboundMessages implements OutboundMessages {
  private static final String SELECT =
      """
      SELECT id, destination, about, control_id, message_type, created, state, attempts, failure,
        ack_code, ack
      FROM mortar_hl7_outbox
      """;

  private final JdbcTemplate jdbc;
  private final OutboxTable table;
  private final Runnable signal;

  JdbcOutboundMessages(JdbcTemplate jdbc, OutboxTable table, Runnable signal) {
    this.jdbc = jdbc;
    this.table = table;
    this.signal = signal;
  }

  @Override
  public List<Outbound> newest(String destination, Optional<State> state, long before, int limit) {
    if (limit < 1 || limit > 1000) {
      throw new IllegalArgumentException("The limit is 1 to 1000, not " + limit);
    }
    List<Object> arguments = new ArrayList<>();
    StringBuilder where = new StringBuilder("WHERE id < ?");
    arguments.add(before);
    if (!destination.isEmpty()) {
      where.append(" AND destination = ?");
      arguments.add(destination);
    }
    if (state.isPresent()) {
      where.append(" AND state = ?");
      arguments.add(state.get().name());
    }
    arguments.add(limit);
    return jdbc.query(
        SELECT + where + " ORDER BY id DESC FETCH FIRST ? ROWS ONLY",
        (row, number) -> outbound(row),
        arguments.toArray());
  }

  @Override
  public Optional<Outbound> find(long id) {
    return jdbc.query(SELECT + "WHERE id = ?", (row, number) -> outbound(row), id).stream()
        .findFirst();
  }

  @Override
  public Optional<byte[]> raw(long id) {
    return table.raw(id);
  }

  @Override
  public boolean replay(long id) {
    boolean found = table.replay(id);
    signal.run();
    return found;
  }

  @Override
  public boolean correct(long id, byte[] corrected) {
    Optional<Outbound> failed = find(id).filter(message -> message.state() == State.FAILED);
    if (failed.isEmpty()) {
      return false;
    }
    String controlId = failed.get().controlId();
    if (Heading.read(corrected).filter(it -> it.controlId().equals(controlId)).isEmpty()) {
      throw new IllegalArgumentException("A message begins with MSH; its MSH-10 is " + controlId);
    }
    boolean changed = table.correct(id, corrected);
    signal.run();
    return changed;
  }

  @Override
  public int erase(Collection<String> references) {
    int gone = 0;
    for (String reference : references) {
      gone +=
          jdbc.update(
              "DELETE FROM mortar_hl7_outbox WHERE about = ? OR ordering_key = ?",
              reference,
              reference);
      jdbc.update("DELETE FROM mortar_hl7_told WHERE about = ?", reference);
    }
    return gone;
  }

  private static Outbound outbound(ResultSet row) throws SQLException {
    return new Outbound(
        row.getLong("id"),
        row.getString("destination"),
        row.getString("about"),
        row.getString("control_id"),
        row.getString("message_type"),
        row.getObject("created", OffsetDateTime.class).toInstant(),
        State.valueOf(row.getString("state")),
        row.getInt("attempts"),
        row.getString("failure"),
        row.getString("ack_code"),
        OutboxTable.bytes(row, "ack"));
  }
}

package dev.mortar.hl7.inbox;

import dev.mortar.hl7.InboundMessages.State;
import dev.mortar.hl7.InboxId;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** The queue: what is yet to be applied, and the marks that take a message out of it. */
final class TurnTable {
  static final String INSERT =
      "INSERT INTO mortar_hl7_turn (ordering_key, place, message, node) VALUES (?, ?, ?, ?)";

  private final Database database;
  private final Node node;

  TurnTable(Database database, Node node) {
    this.database = database;
    this.node = node;
  }

  /** This node's turns behind a place, in order; about {@code limit} of them. */
  List<Turn> after(long place, int limit) {
    TreeMap<Long, Turn> turns = new TreeMap<>();
    database
        .jdbc()
        .query(
            """
            SELECT place, message, ordering_key FROM mortar_hl7_turn
            WHERE node = ? AND place > ? ORDER BY place FETCH FIRST ? ROWS WITH TIES""",
            row -> {
              Turn one =
                  new Turn(
                      row.getLong("place"),
                      new InboxId(row.getLong("message")),
                      List.of(row.getString("ordering_key")));
              turns.merge(one.place(), one, TurnTable::join);
            },
            node.name(),
            place,
            limit);
    return List.copyOf(turns.values());
  }

  private static Turn join(Turn one, Turn other) {
    List<String> lines = new ArrayList<>(one.lines());
    lines.addAll(other.lines());
    return new Turn(one.place(), one.message(), lines);
  }

  /** What must be known to work a turn; empty if the turn is done or has gone to another node. */
  Optional<Work> begin(Turn turn) {
    return database
        .jdbc()
        .query(
            """
            SELECT i.raw, i.received, i.attempts, EXISTS (
              SELECT 1 FROM mortar_hl7_turn mine
              JOIN mortar_hl7_turn earlier
                ON earlier.ordering_key = mine.ordering_key AND earlier.place < mine.place
              WHERE mine.message = i.id) AS held
            FROM mortar_hl7_inbox i
            WHERE i.id = ? AND EXISTS (
              SELECT 1 FROM mortar_hl7_turn t
              WHERE t.message = i.id AND t.place = ? AND t.node = ?)""",
            (row, number) ->
                new Work(
                    database.message(row, "raw"),
                    row.getObject("received", OffsetDateTime.class).toInstant(),
                    row.getInt("attempts"),
                    row.getBoolean("held")),
            turn.message().value(),
            turn.place(),
            node.name())
        .stream()
        .findFirst();
  }

  /**
   * Takes a message out of the queue; run inside the transaction that applies it.
   *
   * @throws LostTurn if it is no longer ours, which rolls the transaction back
   */
  void finish(Turn turn, State state, String failure, Reading reading) {
    int left =
        database
            .jdbc()
            .update(
                "DELETE FROM mortar_hl7_turn WHERE message = ? AND place = ? AND node = ?",
                turn.message().value(),
                turn.place(),
                node.name());
    if (left == 0) {
      throw new LostTurn();
    }
    database
        .jdbc()
        .update(
            """
            UPDATE mortar_hl7_inbox
            SET state = ?, failure = ?, reading = ?, attempts = attempts + 1
            WHERE id = ?""",
            state.name(),
            Columns.failure(failure),
            reading.status(),
            turn.message().value());
    note(turn.message(), reading);
  }

  /** A message that is put back into the queue loses its findings then, so there are none. */
  private void note(InboxId message, Reading reading) {
    if (reading.findings().isEmpty()) {
      return;
    }
    OffsetDateTime now = node.now().atOffset(ZoneOffset.UTC);
    List<Object[]> rows = new ArrayList<>();
    for (Reading.Finding finding : reading.findings()) {
      rows.add(
          new Object[] {
            message.value(), finding.code(), finding.path(), finding.table(), finding.term(), now
          });
    }
    database
        .jdbc()
        .batchUpdate(
            """
            INSERT INTO mortar_hl7_finding (message, code, path, code_table, term, noted)
            VALUES (?, ?, ?, ?, ?, ?)""",
            rows);
  }

  /** Notes a failure that will be tried again. */
  void retry(Turn turn, String failure) {
    database
        .jdbc()
        .update(
            """
            UPDATE mortar_hl7_inbox SET state = 'RETRY', failure = ?, attempts = attempts + 1
            WHERE id = ? AND EXISTS (
              SELECT 1 FROM mortar_hl7_turn t
              WHERE t.message = mortar_hl7_inbox.id AND t.place = ? AND t.node = ?)""",
            Columns.failure(failure),
            turn.message().value(),
            turn.place(),
            node.name());
  }

  /** When the oldest message came that is not applied yet, on whichever node. */
  Optional<Instant> oldest() {
    return database
        .jdbc()
        .query(
            """
            SELECT received FROM mortar_hl7_inbox
            WHERE id = (SELECT message FROM mortar_hl7_turn ORDER BY place FETCH FIRST 1 ROWS ONLY)""",
            (row, number) -> row.getObject("received", OffsetDateTime.class).toInstant())
        .stream()
        .findFirst();
  }

  /**
   * @param held whether an earlier message of one of its lines is not applied yet
   */
  record Work(byte[] raw, Instant received, int attempts, boolean held) {}

  /** Another node has taken the turn over, or it was done before. */
  static final class LostTurn extends RuntimeException {
    LostTurn() {
      super("The turn has passed to another node");
    }
  }
}

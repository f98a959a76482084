package dev.mortar.hl7.inbox;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.ConnectionCallback;

/** Writes a group of arrivals with one commit, in statements that every database understands. */
final class InboxTable implements Arrivals {
  private static final int LARGEST_STATEMENT = 64;

  private static final String INSERT =
      """
      INSERT INTO mortar_hl7_inbox (
        id, received, peer, profile, fingerprint, control_id, message_type, structure, version,
        message_time, sending_application, sending_facility, receiving_application,
        receiving_facility, ack_code, state, failure, patient, continues, continued_by, size, raw,
        ack, attempts, reused_control_id)
      VALUES """;

  private static final String ROW =
      """
      (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, EXISTS (
        SELECT 1 FROM mortar_hl7_inbox e
        WHERE e.control_id = ? AND e.sending_application = ? AND e.sending_facility = ?
          AND e.continued_by = ''))""";

  private final Database database;
  private final Node node;
  private final KnownMessages known;

  InboxTable(Database database, Node node) {
    this.database = database;
    this.node = node;
    this.known = new KnownMessages(database);
  }

  @Override
  public InboxRow row(Arrival arrival) {
    return database.row(arrival);
  }

  @Override
  public List<Receipt> store(List<InboxRow> rows) {
    List<Receipt> receipts;
    try {
      receipts = commit(rows);
    } catch (DuplicateKeyException e) {
      // Another node stored the same bytes between our look and our insert; now we shall see them.
      receipts = commit(rows);
    }
    database.harden();
    return receipts;
  }

  private List<Receipt> commit(List<InboxRow> rows) {
    List<Receipt> receipts = database.transaction().execute(status -> insertNew(rows));
    return receipts == null ? List.of() : receipts;
  }

  private List<Receipt> insertNew(List<InboxRow> rows) {
    Map<String, Receipt.Duplicate> earlier = known.earlier(rows);
    Map<String, InboxRow> fresh = Receipts.fresh(rows, earlier.keySet());
    Map<String, Long> ids = new HashMap<>();
    List<Numbered> numbered = numbered(List.copyOf(fresh.values()));
    numbered.forEach(one -> ids.put(one.row().fingerprint(), one.id()));
    insert(numbered);
    return Receipts.of(rows, earlier, ids);
  }

  /** A row with the id that it is to have. */
  record Numbered(long id, InboxRow row) {}

  /** Gives each row the next id; the database gives none of them to anybody else. */
  List<Numbered> numbered(List<InboxRow> rows) {
    List<Numbered> numbered = new ArrayList<>(rows.size());
    for (InboxRow row : rows) {
      Long id = database.jdbc().queryForObject("SELECT nextval('mortar_hl7_place')", Long.class);
      numbered.add(new Numbered(id == null ? 0 : id, row));
    }
    return numbered;
  }

  /** Inside the caller's transaction: the messages, their turns, and whom else they are about. */
  void insert(List<Numbered> rows) {
    int from = 0;
    while (from < rows.size()) {
      // Powers of two keep the number of distinct statements, and so of plans, at seven.
      int size = Math.min(LARGEST_STATEMENT, Integer.highestOneBit(rows.size() - from));
      insertMessages(rows.subList(from, from + size));
      from += size;
    }
    insertTurns(rows);
    insertFurtherPatients(rows);
  }

  private void insertMessages(List<Numbered> rows) {
    String sql = INSERT + String.join(", ", Collections.nCopies(rows.size(), ROW));
    database
        .jdbc()
        .execute(
            (ConnectionCallback<Integer>)
                connection -> {
                  try (PreparedStatement insert = connection.prepareStatement(sql)) {
                    int column = 0;
                    for (Numbered row : rows) {
                      column = bind(insert, column, row);
                    }
                    return insert.executeUpdate();
                  }
                });
  }

  private static int bind(PreparedStatement insert, int before, Numbered numbered)
      throws SQLException {
    InboxRow row = numbered.row();
    Arrival arrival = row.arrival();
    int at = before;
    insert.setLong(++at, numbered.id());
    insert.setObject(++at, row.received());
    for (String text : row.texts()) {
      insert.setString(++at, text);
    }
    insert.setLong(++at, arrival.size());
    insert.setBytes(++at, arrival.raw());
    insert.setBytes(++at, arrival.promise().wire());
    insert.setString(++at, Columns.text(arrival.heading().controlId()));
    insert.setString(++at, Columns.text(arrival.heading().sendingApplication()));
    insert.setString(++at, Columns.text(arrival.heading().sendingFacility()));
    return at;
  }

  private void insertTurns(List<Numbered> rows) {
    List<Object[]> turns = new ArrayList<>();
    for (Numbered row : rows) {
      for (String line : row.row().lines()) {
        turns.add(new Object[] {line, row.id(), row.id(), node.name()});
      }
    }
    if (!turns.isEmpty()) {
      database.jdbc().batchUpdate(TurnTable.INSERT, turns);
    }
  }

  private void insertFurtherPatients(List<Numbered> rows) {
    List<Object[]> patients = new ArrayList<>();
    for (Numbered row : rows) {
      for (String patient : row.row().furtherPatients()) {
        patients.add(new Object[] {patient, row.id()});
      }
    }
    if (!patients.isEmpty()) {
      database
          .jdbc()
          .batchUpdate(
              "INSERT INTO mortar_hl7_also_about (patient, message) VALUES (?, ?)", patients);
    }
  }
}

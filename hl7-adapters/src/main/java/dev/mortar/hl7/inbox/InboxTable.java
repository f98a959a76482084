package dev.mortar.hl7.inbox;

import dev.mortar.hl7.InboundMessages.State;
import dev.mortar.hl7.InboxId;
import dev.mortar.mapping.Heading;
import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.ConnectionCallback;

/** Writes a group of arrivals with one commit. */
final class InboxTable {
  private static final int LARGEST_STATEMENT = 64;

  private static final String INSERT =
      """
      INSERT INTO mortar_hl7_inbox (
        received, peer, profile, fingerprint, control_id, message_type, structure, version,
        message_time, sending_application, sending_facility, receiving_application,
        receiving_facility, size, raw, ack_code, ack, state, failure, patient, attempts,
        reused_control_id)
      VALUES """;

  private static final String ROW =
      """
      (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, EXISTS (
        SELECT 1 FROM mortar_hl7_inbox e
        WHERE e.control_id = ? AND e.sending_application = ? AND e.sending_facility = ?))""";

  private final Database database;
  private final Node node;

  InboxTable(Database database, Node node) {
    this.database = database;
    this.node = node;
  }

  /** Answers in the order of the arrivals. All of them are on disk afterwards, or none. */
  List<Receipt> store(List<Arrival> arrivals) {
    List<String> fingerprints =
        arrivals.stream().map(a -> Columns.fingerprint(a.origin().profile(), a.raw())).toList();
    List<Receipt> receipts;
    try {
      receipts = commit(arrivals, fingerprints);
    } catch (DuplicateKeyException e) {
      // Another node stored the same bytes between our look and our insert; now we shall see them.
      receipts = commit(arrivals, fingerprints);
    }
    database.harden();
    return receipts;
  }

  private List<Receipt> commit(List<Arrival> arrivals, List<String> fingerprints) {
    List<Receipt> receipts =
        database.transaction().execute(status -> insert(arrivals, fingerprints));
    return receipts == null ? List.of() : receipts;
  }

  private List<Receipt> insert(List<Arrival> arrivals, List<String> fingerprints) {
    Map<String, Receipt.Duplicate> earlier = earlier(fingerprints);
    Map<String, Arrival> fresh = new LinkedHashMap<>();
    for (int i = 0; i < arrivals.size(); i++) {
      if (!earlier.containsKey(fingerprints.get(i))) {
        fresh.putIfAbsent(fingerprints.get(i), arrivals.get(i));
      }
    }
    Map<String, Long> ids = insertMessages(fresh);
    insertTurns(fresh, ids);
    insertFurtherPatients(fresh, ids);
    return receipts(arrivals, fingerprints, earlier, ids);
  }

  private static List<Receipt> receipts(
      List<Arrival> arrivals,
      List<String> fingerprints,
      Map<String, Receipt.Duplicate> earlier,
      Map<String, Long> ids) {
    List<Receipt> receipts = new ArrayList<>(arrivals.size());
    for (int i = 0; i < arrivals.size(); i++) {
      String fingerprint = fingerprints.get(i);
      Receipt.Duplicate duplicate = earlier.get(fingerprint);
      if (duplicate != null) {
        receipts.add(duplicate);
        continue;
      }
      InboxId id = new InboxId(ids.getOrDefault(fingerprint, 0L));
      receipts.add(new Receipt.Accepted(id));
      earlier.put(fingerprint, new Receipt.Duplicate(id, arrivals.get(i).promise().wire()));
    }
    return receipts;
  }

  private Map<String, Receipt.Duplicate> earlier(List<String> fingerprints) {
    Map<String, Receipt.Duplicate> found = new HashMap<>();
    database
        .jdbc()
        .query(
            connection -> {
              PreparedStatement select =
                  connection.prepareStatement(
                      """
                      SELECT fingerprint, id, ack FROM mortar_hl7_inbox
                      WHERE fingerprint = ANY (?)""");
              Array array = connection.createArrayOf("varchar", fingerprints.toArray());
              select.setArray(1, array);
              return select;
            },
            row -> {
              InboxId id = new InboxId(row.getLong("id"));
              found.put(row.getString("fingerprint"), new Receipt.Duplicate(id, bytes(row)));
            });
    return found;
  }

  private static byte[] bytes(ResultSet row) throws SQLException {
    byte[] ack = row.getBytes("ack");
    return ack == null ? new byte[0] : ack;
  }

  private Map<String, Long> insertMessages(Map<String, Arrival> fresh) {
    Map<String, Long> ids = new HashMap<>();
    List<Map.Entry<String, Arrival>> rows = List.copyOf(fresh.entrySet());
    int from = 0;
    while (from < rows.size()) {
      // Powers of two keep the number of distinct statements, and so of plans, at seven.
      int rest = rows.size() - from;
      int size = Math.min(LARGEST_STATEMENT, Integer.highestOneBit(rest));
      ids.putAll(insertRows(rows.subList(from, from + size)));
      from += size;
    }
    return ids;
  }

  private Map<String, Long> insertRows(List<Map.Entry<String, Arrival>> rows) {
    String sql = INSERT + String.join(", ", Collections.nCopies(rows.size(), ROW));
    Map<String, Long> ids =
        database
            .jdbc()
            .execute(
                (ConnectionCallback<Map<String, Long>>)
                    connection -> {
                      String[] keys = {"id", "fingerprint"};
                      try (PreparedStatement insert = connection.prepareStatement(sql, keys)) {
                        int column = 0;
                        for (Map.Entry<String, Arrival> row : rows) {
                          column = bind(insert, column, row.getKey(), row.getValue());
                        }
                        insert.executeUpdate();
                        return generated(insert);
                      }
                    });
    return ids == null ? Map.of() : ids;
  }

  private static Map<String, Long> generated(PreparedStatement insert) throws SQLException {
    Map<String, Long> ids = new HashMap<>();
    try (ResultSet row = insert.getGeneratedKeys()) {
      while (row.next()) {
        ids.put(row.getString("fingerprint"), row.getLong("id"));
      }
    }
    return ids;
  }

  private static int bind(PreparedStatement insert, int before, String fingerprint, Arrival a)
      throws SQLException {
    Heading heading = a.heading();
    State state = a.quarantine().isEmpty() ? State.WAITING : State.QUARANTINED;
    int at = before;
    insert.setObject(++at, a.origin().received().atOffset(ZoneOffset.UTC));
    insert.setString(++at, Columns.text(a.origin().peer()));
    insert.setString(++at, Columns.text(a.origin().profile()));
    insert.setString(++at, fingerprint);
    for (String text :
        List.of(
            heading.controlId(),
            heading.type(),
            heading.structure(),
            heading.version(),
            heading.time(),
            heading.sendingApplication(),
            heading.sendingFacility(),
            heading.receivingApplication(),
            heading.receivingFacility())) {
      insert.setString(++at, Columns.text(text));
    }
    insert.setLong(++at, a.size());
    insert.setBytes(++at, a.raw());
    insert.setString(++at, a.promise().code());
    insert.setBytes(++at, a.promise().wire());
    insert.setString(++at, state.name());
    insert.setString(++at, Columns.failure(a.quarantine()));
    insert.setString(++at, Patients.of(a.lines()).stream().findFirst().orElse(""));
    insert.setString(++at, Columns.text(heading.controlId()));
    insert.setString(++at, Columns.text(heading.sendingApplication()));
    insert.setString(++at, Columns.text(heading.sendingFacility()));
    return at;
  }

  private void insertTurns(Map<String, Arrival> fresh, Map<String, Long> ids) {
    List<Object[]> turns = new ArrayList<>();
    for (Map.Entry<String, Arrival> entry : fresh.entrySet()) {
      Long id = ids.get(entry.getKey());
      for (String line : keys(entry.getValue().lines())) {
        turns.add(new Object[] {line, id, id, node.name()});
      }
    }
    if (!turns.isEmpty()) {
      database.jdbc().batchUpdate(TurnTable.INSERT, turns);
    }
  }

  private void insertFurtherPatients(Map<String, Arrival> fresh, Map<String, Long> ids) {
    List<Object[]> rows = new ArrayList<>();
    for (Map.Entry<String, Arrival> entry : fresh.entrySet()) {
      Long id = ids.get(entry.getKey());
      Patients.of(entry.getValue().lines()).stream()
          .skip(1)
          .forEach(patient -> rows.add(new Object[] {patient, id}));
    }
    if (!rows.isEmpty()) {
      database
          .jdbc()
          .batchUpdate("INSERT INTO mortar_hl7_also_about (patient, message) VALUES (?, ?)", rows);
    }
  }

  /** Two lines may become one when they are made fit for the column. */
  static Set<String> keys(List<String> lines) {
    Set<String> keys = new LinkedHashSet<>();
    lines.forEach(line -> keys.add(Columns.key(line)));
    return keys;
  }
}

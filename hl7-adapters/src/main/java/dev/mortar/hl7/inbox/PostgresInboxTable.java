package dev.mortar.hl7.inbox;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.dao.ConcurrencyFailureException;

/**
 * Writes a group of arrivals in one statement, which is its own transaction: one way to the
 * database and back, where the statements of {@link InboxTable} take five. What is stored already
 * is looked up only if the statement met it. A sender that waits for each acknowledgement waits for
 * little else, and on a busy machine each way is another turn in the queue for a processor.
 */
final class PostgresInboxTable implements Arrivals {
  /** What conflicts is looked up; it is gone only if it was deleted between the two. */
  private static final int TRIES = 3;

  private static final int TEXTS = 18;

  /**
   * The arrays stand in selects of their own, so that the planner cannot count them: it would plan
   * anew for each group, which costs more than the group. The look for an earlier control id is
   * limited to one row for a like reason: EXISTS is answered by reading the whole table as long as
   * its statistics say that it is small.
   */
  private static final String STORE =
      """
      WITH fresh AS (
        INSERT INTO mortar_hl7_inbox (
          received, peer, profile, fingerprint, control_id, message_type, structure, version,
          message_time, sending_application, sending_facility, receiving_application,
          receiving_facility, ack_code, state, failure, patient, continues, continued_by, size,
          raw, ack, attempts, reused_control_id)
        SELECT a.received, a.peer, a.profile, a.fingerprint, a.control_id, a.message_type,
          a.structure, a.version, a.message_time, a.sending_application, a.sending_facility,
          a.receiving_application, a.receiving_facility, a.ack_code, a.state, a.failure,
          a.patient, a.continues, a.continued_by, a.size, a.raw, a.ack, 0, coalesce((
            SELECT TRUE FROM mortar_hl7_inbox e
            WHERE e.control_id = a.control_id AND e.sending_application = a.sending_application
              AND e.sending_facility = a.sending_facility AND e.continued_by = ''
            FETCH FIRST 1 ROW ONLY), FALSE)
        FROM unnest((SELECT ?::timestamptz[]), (SELECT ?::text[]), (SELECT ?::text[]),
            (SELECT ?::text[]), (SELECT ?::text[]), (SELECT ?::text[]), (SELECT ?::text[]),
            (SELECT ?::text[]), (SELECT ?::text[]), (SELECT ?::text[]), (SELECT ?::text[]),
            (SELECT ?::text[]), (SELECT ?::text[]), (SELECT ?::text[]), (SELECT ?::text[]),
            (SELECT ?::text[]), (SELECT ?::text[]), (SELECT ?::text[]), (SELECT ?::text[]),
            (SELECT ?::bigint[]), (SELECT ?::bytea[]),
            (SELECT ?::bytea[]))
          WITH ORDINALITY AS a (received, peer, profile, fingerprint, control_id, message_type,
            structure, version, message_time, sending_application, sending_facility,
            receiving_application, receiving_facility, ack_code, state, failure, patient, continues,
            continued_by, size, raw, ack, place)
        ORDER BY a.place
        ON CONFLICT (fingerprint) DO NOTHING
        RETURNING id, fingerprint
      ), turns AS (
        INSERT INTO mortar_hl7_turn (ordering_key, place, message, node)
        SELECT t.line, f.id, f.id, ?
        FROM unnest((SELECT ?::text[]), (SELECT ?::text[])) AS t (fingerprint, line)
        JOIN fresh f ON f.fingerprint = t.fingerprint
      ), patients AS (
        INSERT INTO mortar_hl7_also_about (patient, message)
        SELECT p.patient, f.id
        FROM unnest((SELECT ?::text[]), (SELECT ?::text[])) AS p (fingerprint, patient)
        JOIN fresh f ON f.fingerprint = p.fingerprint
      )
      SELECT fingerprint, id FROM fresh""";

  private final Database database;
  private final Node node;
  private final KnownMessages known;

  PostgresInboxTable(Database database, Node node) {
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
    Map<String, Receipt.Duplicate> earlier = new HashMap<>();
    Map<String, Long> ids = new HashMap<>();
    List<InboxRow> missing = missing(rows, earlier, ids);
    for (int i = 0; i < TRIES && !missing.isEmpty(); i++) {
      write(missing, ids);
      missing = missing(rows, earlier, ids);
      if (!missing.isEmpty()) {
        // They conflict with what is stored, by this node or another.
        earlier.putAll(known.earlier(missing));
        missing = missing(rows, earlier, ids);
      }
    }
    if (!missing.isEmpty()) {
      throw new ConcurrencyFailureException("What was stored before is stored no more");
    }
    return Receipts.of(rows, earlier, ids);
  }

  private static List<InboxRow> missing(
      List<InboxRow> rows, Map<String, Receipt.Duplicate> earlier, Map<String, Long> ids) {
    return Receipts.fresh(rows, earlier.keySet()).values().stream()
        .filter(row -> !ids.containsKey(row.fingerprint()))
        .toList();
  }

  private void write(List<InboxRow> rows, Map<String, Long> ids) {
    database
        .jdbc()
        .query(
            connection -> {
              PreparedStatement store = connection.prepareStatement(STORE);
              bind(store, rows);
              return store;
            },
            row -> {
              ids.put(row.getString("fingerprint"), row.getLong("id"));
            });
  }

  private void bind(PreparedStatement store, List<InboxRow> rows) throws SQLException {
    Connection connection = store.getConnection();
    int at = 0;
    Object[] received = rows.stream().map(row -> row.received().toString()).toArray();
    store.setArray(++at, connection.createArrayOf("timestamptz", received));
    List<List<String>> texts = rows.stream().map(InboxRow::texts).toList();
    for (int i = 0; i < TEXTS; i++) {
      int column = i;
      store.setArray(++at, texts(connection, texts.stream().map(row -> row.get(column)).toList()));
    }
    List<Arrival> arrivals = rows.stream().map(InboxRow::arrival).toList();
    store.setArray(
        ++at, connection.createArrayOf("int8", arrivals.stream().map(Arrival::size).toArray()));
    store.setArray(
        ++at,
        connection.createArrayOf(
            "bytea", arrivals.stream().map(Arrival::raw).toArray(byte[][]::new)));
    store.setArray(
        ++at,
        connection.createArrayOf(
            "bytea", arrivals.stream().map(a -> a.promise().wire()).toArray(byte[][]::new)));
    store.setString(++at, node.name());
    Pairs lines = new Pairs();
    Pairs patients = new Pairs();
    for (InboxRow row : rows) {
      row.lines().forEach(line -> lines.add(row.fingerprint(), line));
      row.furtherPatients().forEach(patient -> patients.add(row.fingerprint(), patient));
    }
    for (Pairs pairs : List.of(lines, patients)) {
      store.setArray(++at, texts(connection, pairs.fingerprints));
      store.setArray(++at, texts(connection, pairs.values));
    }
  }

  private static Array texts(Connection connection, List<String> values) throws SQLException {
    return connection.createArrayOf("text", values.toArray());
  }

  /** What a message has several of, beside the message. */
  private static final class Pairs {
    private final List<String> fingerprints = new ArrayList<>();
    private final List<String> values = new ArrayList<>();

    void add(String fingerprint, String value) {
      fingerprints.add(fingerprint);
      values.add(value);
    }
  }
}

package dev.mortar.hl7.outbound;

import dev.mortar.hl7.Destination;
import dev.mortar.hl7.Destinations.Circuit;
import dev.mortar.hl7.Destinations.Status;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The destinations, and which node works them. A node holds one for a minute of the database's
 * clock, which is the only clock that all nodes share.
 */
final class DestinationTable {
  private final JdbcTemplate jdbc;
  private final String node;

  DestinationTable(JdbcTemplate jdbc, String node) {
    this.jdbc = jdbc;
    this.node = node;
  }

  List<Destination> all() {
    return jdbc.query(
        """
        SELECT name, address, application, facility, messages, enabled
        FROM mortar_hl7_destination ORDER BY name\
        """,
        (row, number) -> destination(row));
  }

  void save(Destination destination) {
    String messages = String.join(" ", new TreeSet<>(destination.messages()));
    int changed =
        jdbc.update(
            """
            UPDATE mortar_hl7_destination
            SET address = ?, application = ?, facility = ?, messages = ?, enabled = ?
            WHERE name = ?\
            """,
            destination.address(),
            destination.application(),
            destination.facility(),
            messages,
            destination.enabled(),
            destination.name());
    if (changed == 0) {
      jdbc.update(
          """
          INSERT INTO mortar_hl7_destination
            (address, application, facility, messages, enabled, name, holder, held_until)
          VALUES (?, ?, ?, ?, ?, ?, '', CURRENT_TIMESTAMP)\
          """,
          destination.address(),
          destination.application(),
          destination.facility(),
          messages,
          destination.enabled(),
          destination.name());
    }
  }

  boolean remove(String name) {
    return jdbc.update(
            """
            DELETE FROM mortar_hl7_destination WHERE name = ? AND NOT EXISTS (
              SELECT 1 FROM mortar_hl7_outbox
              WHERE destination = ? AND state IN ('WAITING', 'RETRY'))\
            """,
            name,
            name)
        == 1;
  }

  Status status(Destination destination, Circuit circuit) {
    return jdbc.query(
            """
            SELECT sum(CASE WHEN state = 'FAILED' THEN 1 ELSE 0 END) AS failed,
              sum(CASE WHEN state = 'FAILED' THEN 0 ELSE 1 END) AS waiting,
              min(CASE WHEN state = 'FAILED' THEN NULL ELSE created END) AS oldest
            FROM mortar_hl7_outbox
            WHERE destination = ? AND state IN ('WAITING', 'RETRY', 'FAILED')\
            """,
            (row, number) -> {
              @Nullable OffsetDateTime oldest = row.getObject("oldest", OffsetDateTime.class);
              return new Status(
                  destination,
                  circuit,
                  row.getLong("waiting"),
                  row.getLong("failed"),
                  Optional.ofNullable(oldest).map(OffsetDateTime::toInstant));
            },
            destination.name())
        .getFirst();
  }

  /** Takes a destination, or keeps it. False if another node has it. */
  boolean hold(String name) {
    return jdbc.update(
            """
            UPDATE mortar_hl7_destination
            SET holder = ?, held_until = CURRENT_TIMESTAMP + INTERVAL '1' MINUTE
            WHERE name = ? AND (holder = ? OR held_until < CURRENT_TIMESTAMP)\
            """,
            node,
            name,
            node)
        == 1;
  }

  void release() {
    jdbc.update(
        "UPDATE mortar_hl7_destination SET held_until = CURRENT_TIMESTAMP, holder = ''"
            + " WHERE holder = ?",
        node);
  }

  /** A database that no other process can have open has no other holder that lives. */
  void releaseAll() {
    jdbc.update("UPDATE mortar_hl7_destination SET held_until = CURRENT_TIMESTAMP, holder = ''");
  }

  private static Destination destination(ResultSet row) throws SQLException {
    return new Destination(
        row.getString("name"),
        row.getString("address"),
        row.getString("application"),
        row.getString("facility"),
        Set.of(row.getString("messages").split(" ")),
        row.getBoolean("enabled"));
  }
}

package dev.mortar.hl7.inbox;

import dev.mortar.hl7.MessageSeal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import javax.sql.DataSource;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What differs between the databases, and the one way to a transaction of our own.
 *
 * @param embedded a file that no other process can have open
 * @param seal of raw messages
 */
record Database(
    DataSource source, JdbcTemplate jdbc, Kind kind, boolean embedded, MessageSeal seal) {
  enum Kind {
    H2,
    POSTGRESQL
  }

  static Database of(DataSource source, MessageSeal seal) {
    JdbcTemplate jdbc = new JdbcTemplate(source);
    String url = jdbc.execute((ConnectionCallback<String>) c -> c.getMetaData().getURL());
    String lower = String.valueOf(url).toLowerCase(Locale.ROOT);
    if (lower.startsWith("jdbc:postgresql:")) {
      return new Database(source, refuseUnsafe(jdbc), Kind.POSTGRESQL, false, seal);
    }
    if (lower.startsWith("jdbc:h2:")) {
      boolean shared = lower.startsWith("jdbc:h2:tcp:") || lower.startsWith("jdbc:h2:ssl:");
      return new Database(source, jdbc, Kind.H2, !shared, seal);
    }
    throw new IllegalStateException("The inbox needs PostgreSQL or H2");
  }

  /**
   * @see <a href="https://www.postgresql.org/docs/current/wal-async-commit.html">Asynchronous
   *     commit loses what was committed last when the machine dies</a>
   */
  private static JdbcTemplate refuseUnsafe(JdbcTemplate jdbc) {
    if ("off".equals(jdbc.queryForObject("SHOW synchronous_commit", String.class))) {
      throw new IllegalStateException(
          "synchronous_commit is off: messages would be acknowledged that are not on disk");
    }
    return jdbc;
  }

  TransactionTemplate transaction() {
    var template = new TransactionTemplate(new JdbcTransactionManager(source));
    template.setPropagationBehavior(TransactionTemplate.PROPAGATION_REQUIRES_NEW);
    template.setIsolationLevel(Connection.TRANSACTION_READ_COMMITTED);
    return template;
  }

  /** The arrival as it is stored; a repeat is known by what came. */
  InboxRow row(Arrival arrival) {
    return InboxRow.of(arrival, seal);
  }

  /** Lines that name nobody by what must not be read here. */
  List<String> named(List<String> lines) {
    return lines.stream().map(seal::name).toList();
  }

  /** A message as it came, or nothing if the column holds nothing. */
  byte[] message(ResultSet row, String column) throws SQLException {
    byte[] stored = row.getBytes(column);
    return stored == null ? new byte[0] : seal.open(stored);
  }

  /**
   * Returns when what was committed is on disk. PostgreSQL has seen to it; H2 writes up to half a
   * second later unless it is told to.
   */
  void harden() {
    if (kind == Kind.H2) {
      jdbc.execute("CHECKPOINT SYNC");
    }
  }
}

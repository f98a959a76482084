package dev.mortar.hl7.inbox;

import dev.mortar.hl7.MessageSeal;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Seals messages that were stored before messages were sealed, oldest first. How far it has come is
 * in the database, so that the next start goes on there; two nodes at once do no harm.
 */
final class EarlierMessages {
  private static final Logger LOG = LoggerFactory.getLogger(EarlierMessages.class);
  private static final int TOGETHER = 100;

  private final JdbcTemplate jdbc;
  private final MessageSeal seal;

  EarlierMessages(Database database) {
    this.jdbc = database.jdbc();
    this.seal = database.seal();
  }

  /** A table and its column of raw messages. */
  private enum Column {
    INBOX("mortar_hl7_inbox", "raw"),
    OUTBOX("mortar_hl7_outbox", "raw"),
    OUTBOX_ORIGINAL("mortar_hl7_outbox", "original");

    private final String table;
    private final String name;

    Column(String table, String name) {
      this.table = table;
      this.name = name;
    }
  }

  /**
   * @return how many were sealed
   */
  int seal() {
    int sealed = 0;
    for (Column column : Column.values()) {
      sealed += seal(column);
    }
    if (sealed > 0) {
      LOG.info("{} messages of earlier times were sealed", sealed);
    }
    return sealed;
  }

  private int seal(Column column) {
    int sealed = 0;
    long upto = upto(column);
    List<Stored> page = page(column, upto);
    while (!page.isEmpty()) {
      for (Stored one : page) {
        if (one.raw().length > 0 && !seal.isSealed(one.raw())) {
          sealed += replace(column, one);
        }
      }
      upto = page.getLast().id();
      jdbc.update(
          "UPDATE mortar_hl7_sealing SET upto = ? WHERE column_name = ?", upto, column.name());
      page = page(column, upto);
    }
    return sealed;
  }

  private long upto(Column column) {
    List<Long> found =
        jdbc.queryForList(
            "SELECT upto FROM mortar_hl7_sealing WHERE column_name = ?", Long.class, column.name());
    if (!found.isEmpty()) {
      return found.getFirst();
    }
    try {
      jdbc.update(
          "INSERT INTO mortar_hl7_sealing (column_name, upto) VALUES (?, 0)", column.name());
    } catch (DuplicateKeyException e) {
      LOG.debug("Another node has begun as well");
    }
    return 0;
  }

  private List<Stored> page(Column column, long after) {
    return new ArrayList<>(
        jdbc.query(
            "SELECT id, %s FROM %s WHERE id > ? AND %s IS NOT NULL ORDER BY id FETCH FIRST %d ROWS ONLY"
                .formatted(column.name, column.table, column.name, TOGETHER),
            (row, number) -> new Stored(row.getLong(1), row.getBytes(2)),
            after));
  }

  /** Not if it was corrected or erased meanwhile. */
  private int replace(Column column, Stored one) {
    return jdbc.update(
        "UPDATE %s SET %s = ? WHERE id = ? AND %s = ?"
            .formatted(column.table, column.name, column.name),
        seal.seal(one.raw()),
        one.id(),
        one.raw());
  }

  private record Stored(long id, byte[] raw) {}
}

package dev.mortar.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The rows of {@code mortar_audit_root}; they are added and never changed. */
final class RootTable {
  private static final String ALL =
      "select closed_day, first_link, events, root, signed from mortar_audit_root ";

  private final JdbcClient jdbc;

  RootTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * @throws org.springframework.dao.DuplicateKeyException if another node was faster
   */
  void add(AuditRoot root) {
    jdbc.sql(
            "insert into mortar_audit_root (closed_day, first_link, events, root, signed)"
                + " values (?, ?, ?, ?, ?)")
        .params(root.day(), root.first(), root.events(), root.root(), root.signed())
        .update();
  }

  Optional<AuditRoot> newest() {
    return jdbc.sql(ALL + "order by closed_day desc limit 1").query(RootTable::root).optional();
  }

  /** The one that covers a link. */
  Optional<AuditRoot> covering(long link) {
    return jdbc.sql(ALL + "where first_link <= ? and first_link + events > ?")
        .params(link, link)
        .query(RootTable::root)
        .optional();
  }

  /** Oldest first. */
  List<AuditRoot> between(LocalDate from, LocalDate to) {
    return jdbc.sql(ALL + "where closed_day between ? and ? order by closed_day")
        .params(from, to)
        .query(RootTable::root)
        .list();
  }

  /** Those that begin in a part of the chain, and the one before, oldest first. */
  List<AuditRoot> beginning(long from, long to) {
    return jdbc.sql(
            ALL
                + """
                where first_link <= ? and closed_day >= coalesce(
                  (select max(closed_day) from mortar_audit_root where first_link < ?),
                  (select min(closed_day) from mortar_audit_root))
                order by closed_day""")
        .params(to, from)
        .query(RootTable::root)
        .list();
  }

  private static AuditRoot root(ResultSet row, int number) throws SQLException {
    return new AuditRoot(
        row.getObject("closed_day", LocalDate.class),
        row.getLong("first_link"),
        row.getLong("events"),
        row.getString("root"),
        row.getString("signed"));
  }
}

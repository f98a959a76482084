package dev.mortar.storage.inbound;

import dev.mortar.storage.inbound.IdentityEvent.Kind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/** Keeps what was said of who a patient is, in the order in which it happened. */
final class IdentityEvents {
  private static final String SELECT =
      "select kind, one, other, identifier, at from mortar_identity_event where ";
  private static final String ORDER = " order by at, seq";

  private final NamedParameterJdbcTemplate jdbc;

  IdentityEvents(JdbcTemplate jdbc) {
    this.jdbc = new NamedParameterJdbcTemplate(jdbc);
  }

  /** What is known already is not added again. */
  void add(IdentityEvent event) {
    OffsetDateTime at = OffsetDateTime.ofInstant(event.at(), ZoneOffset.UTC);
    Object[] row = {event.kind().name(), event.one(), event.other(), event.identifier(), at};
    Integer known =
        jdbc.getJdbcTemplate()
            .queryForObject(
                """
                select count(*) from mortar_identity_event
                where kind = ? and one = ? and other = ? and identifier = ? and at = ?""",
                Integer.class,
                row);
    if (known == null || known == 0) {
      jdbc.getJdbcTemplate()
          .update(
              """
              insert into mortar_identity_event (kind, one, other, identifier, at)
              values (?, ?, ?, ?, ?)""",
              row);
    }
  }

  /** Merges, links and partings of these patients. */
  List<IdentityEvent> of(Collection<String> patients) {
    return jdbc.query(
        SELECT + "kind <> 'MOVE' and (one in (:patients) or other in (:patients))" + ORDER,
        Map.of("patients", patients),
        (row, number) -> event(row));
  }

  /** Who was given the identifiers. */
  List<IdentityEvent> moves(Collection<String> identifiers) {
    return jdbc.query(
        SELECT + "identifier in (:identifiers)" + ORDER,
        Map.of("identifiers", identifiers),
        (row, number) -> event(row));
  }

  private static IdentityEvent event(ResultSet row) throws SQLException {
    return new IdentityEvent(
        Kind.valueOf(row.getString(1)),
        row.getString(2),
        row.getString(3),
        row.getString(4),
        row.getObject(5, OffsetDateTime.class).toInstant());
  }
}

package dev.mortar.storage.inbound;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/** When the newest event that shaped a resource happened at its sender. */
final class EventTimes {
  private final NamedParameterJdbcTemplate jdbc;

  EventTimes(JdbcTemplate jdbc) {
    this.jdbc = new NamedParameterJdbcTemplate(jdbc);
  }

  /**
   * @param references as {@code Patient/123}
   */
  Map<String, Instant> of(Collection<String> references) {
    if (references.isEmpty()) {
      return Map.of();
    }
    Map<String, Instant> times = new HashMap<>();
    jdbc.query(
        "select resource, at from mortar_event_time where resource in (:references)",
        Map.of("references", references),
        row -> {
          times.put(row.getString(1), row.getObject(2, OffsetDateTime.class).toInstant());
        });
    return times;
  }

  /**
   * @param known the times before, as {@link #of} gave them
   */
  void put(Map<String, Instant> times, Map<String, Instant> known) {
    List<Object[]> updates =
        times.entrySet().stream()
            .filter(it -> known.containsKey(it.getKey()))
            .filter(it -> it.getValue().isAfter(known.get(it.getKey())))
            .map(EventTimes::row)
            .toList();
    List<Object[]> inserts =
        times.entrySet().stream()
            .filter(it -> !known.containsKey(it.getKey()))
            .map(EventTimes::row)
            .toList();
    var template = jdbc.getJdbcTemplate();
    if (!updates.isEmpty()) {
      template.batchUpdate("update mortar_event_time set at = ? where resource = ?", updates);
    }
    if (!inserts.isEmpty()) {
      template.batchUpdate("insert into mortar_event_time (at, resource) values (?, ?)", inserts);
    }
  }

  private static Object[] row(Map.Entry<String, Instant> time) {
    return new Object[] {OffsetDateTime.ofInstant(time.getValue(), ZoneOffset.UTC), time.getKey()};
  }
}

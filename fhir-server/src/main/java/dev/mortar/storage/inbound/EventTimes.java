package dev.mortar.storage.inbound;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/** Keeps when what shaped the resources happened at its sender. */
final class EventTimes {
  private final NamedParameterJdbcTemplate jdbc;

  EventTimes(JdbcTemplate jdbc) {
    this.jdbc = new NamedParameterJdbcTemplate(jdbc);
  }

  /**
   * @param references as {@code Patient/123}
   */
  Map<String, EventTime> of(Collection<String> references) {
    if (references.isEmpty()) {
      return Map.of();
    }
    Map<String, EventTime> times = new HashMap<>();
    jdbc.query(
        "select resource, at, elements from mortar_event_time where resource in (:references)",
        Map.of("references", references),
        row -> {
          var at = row.getObject(2, OffsetDateTime.class).toInstant();
          times.put(row.getString(1), new EventTime(at, row.getString(3)));
        });
    return times;
  }

  /**
   * Nothing goes back in time.
   *
   * @param known the times before, as {@link #of} gave them
   */
  void put(Map<String, EventTime> times, Map<String, EventTime> known) {
    List<Object[]> updates =
        times.entrySet().stream()
            .filter(it -> isNews(it.getValue(), known.get(it.getKey())))
            .map(EventTimes::row)
            .toList();
    List<Object[]> inserts =
        times.entrySet().stream()
            .filter(it -> !known.containsKey(it.getKey()))
            .map(EventTimes::row)
            .toList();
    var template = jdbc.getJdbcTemplate();
    if (!updates.isEmpty()) {
      template.batchUpdate(
          "update mortar_event_time set at = ?, elements = ? where resource = ?", updates);
    }
    if (!inserts.isEmpty()) {
      template.batchUpdate(
          "insert into mortar_event_time (at, elements, resource) values (?, ?, ?)", inserts);
    }
  }

  private static boolean isNews(EventTime time, @Nullable EventTime known) {
    return known != null && !time.equals(known) && !time.at().isBefore(known.at());
  }

  private static Object[] row(Map.Entry<String, EventTime> entry) {
    EventTime time = entry.getValue();
    OffsetDateTime at = OffsetDateTime.ofInstant(time.at(), ZoneOffset.UTC);
    return new Object[] {at, time.elements(), entry.getKey()};
  }
}

package dev.mortar.storage.inbound;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/** Whom a reference named before the patient was merged into another. */
final class MovedReferences {
  private final NamedParameterJdbcTemplate jdbc;

  MovedReferences(JdbcTemplate jdbc) {
    this.jdbc = new NamedParameterJdbcTemplate(jdbc);
  }

  /** The places that named one of the patients, with the patient's id. */
  Map<Place, String> of(Collection<String> patients) {
    return find("patient in (:values)", patients);
  }

  Map<Place, String> in(String resource) {
    return find("resource in (:values)", Set.of(resource));
  }

  private Map<Place, String> find(String condition, Collection<String> values) {
    Map<Place, String> found = new HashMap<>();
    jdbc.query(
        "select resource, path, place, patient from mortar_moved_reference where " + condition,
        Map.of("values", values),
        row -> {
          found.put(new Place(row.getString(1), row.getString(2), row.getInt(3)), row.getString(4));
        });
    return found;
  }

  void add(Map<Place, String> moved) {
    List<Object[]> rows =
        moved.entrySet().stream()
            .map(
                it -> {
                  Place place = it.getKey();
                  return new Object[] {
                    place.resource(), place.path(), place.number(), it.getValue()
                  };
                })
            .toList();
    if (!rows.isEmpty()) {
      jdbc.getJdbcTemplate()
          .batchUpdate(
              """
              insert into mortar_moved_reference (resource, path, place, patient)
              values (?, ?, ?, ?)""",
              rows);
    }
  }

  void remove(Collection<Place> places) {
    List<Object[]> rows =
        places.stream()
            .map(place -> new Object[] {place.resource(), place.path(), place.number()})
            .toList();
    if (!rows.isEmpty()) {
      jdbc.getJdbcTemplate()
          .batchUpdate(
              "delete from mortar_moved_reference where resource = ? and path = ? and place = ?",
              rows);
    }
  }
}

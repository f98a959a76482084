package dev.mortar.storage.retention;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/** What the storage itself keeps beside the resources: lists of hits, large files, times, notes. */
final class StoredTraces implements Traces {
  private static final List<String> BY_REFERENCE =
      List.of(
          "delete from mortar_event_time where resource in (:some)",
          "delete from mortar_moved_reference where resource in (:some)",
          "delete from hfj_binary_storage_blob where resource_id in (:some)");
  private static final List<String> BY_PATIENT =
      List.of(
          "delete from mortar_moved_reference where patient in (:some)",
          "delete from mortar_identity_event where one in (:some) or other in (:some)");

  private final NamedParameterJdbcTemplate jdbc;

  StoredTraces(JdbcTemplate jdbc) {
    this.jdbc = new NamedParameterJdbcTemplate(jdbc);
  }

  @Override
  public void forget(Gone gone) {
    update(BY_REFERENCE, gone.references());
    update(BY_PATIENT, gone.patients());
    deliveries(gone.references());
    for (String patient : gone.patients()) {
      jdbc.update(
          "delete from mortar_event_time where resource = :mark",
          Map.of("mark", "Patient/" + patient + "/given"));
      jdbc.update(
          "delete from mortar_subscription_delivery where message like :named escape '!'",
          Map.of("named", "%Patient/" + patient + "\\\"%"));
    }
    searches(gone.words());
  }

  private void update(List<String> statements, Collection<String> values) {
    for (List<String> some : Rows.chunks(values)) {
      statements.forEach(sql -> jdbc.update(sql, Map.of("some", some)));
    }
  }

  /** A delivery names a version of its resource. */
  private void deliveries(Collection<String> references) {
    Set<Long> found = new HashSet<>();
    jdbc.query(
        "select id, resource from mortar_subscription_delivery",
        row -> {
          String resource = row.getString(2);
          int version = resource.indexOf("/_history/");
          if (references.contains(version < 0 ? resource : resource.substring(0, version))) {
            found.add(row.getLong(1));
          }
        });
    for (List<Long> some : Rows.chunks(found)) {
      jdbc.update(
          "delete from mortar_subscription_delivery where id in (:some)", Map.of("some", some));
    }
  }

  /** HAPI keeps what was searched for, as it was asked, for an hour. */
  private void searches(Set<String> words) {
    if (words.isEmpty()) {
      return;
    }
    Set<Long> found = new HashSet<>();
    jdbc.query(
        "select pid, search_query_string, search_query_string_vc from hfj_search",
        row -> {
          String asked = plain(row.getString(2)) + plain(row.getString(3));
          if (words.stream().anyMatch(asked::contains)) {
            found.add(row.getLong(1));
          }
        });
    for (List<Long> some : Rows.chunks(found)) {
      Map<String, Object> pids = Map.of("some", some);
      jdbc.update("delete from hfj_search_result where search_pid in (:some)", pids);
      jdbc.update("delete from hfj_search_include where search_pid in (:some)", pids);
      jdbc.update("delete from hfj_search where pid in (:some)", pids);
    }
  }

  private static String plain(String asked) {
    if (asked == null) {
      return "";
    }
    try {
      return URLDecoder.decode(asked, StandardCharsets.UTF_8).toLowerCase(Locale.ROOT);
    } catch (IllegalArgumentException e) {
      return asked.toLowerCase(Locale.ROOT);
    }
  }
}

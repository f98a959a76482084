package dev.mortar.storage.retention;

import ca.uhn.fhir.context.FhirContext;
import dev.mortar.storage.sealing.Sealing;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.Resource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/** Reads HAPI's tables for what no search finds: old versions, deleted resources, references. */
final class Rows {
  private static final int TOGETHER = 500;

  /** The trail is kept whole, so whoever is named there stays named. */
  private static final String TRAIL = "AuditEvent";

  private static final String SELECT =
      "select res_id, res_type, fhir_id, res_deleted_at is not null from hfj_resource ";

  private final NamedParameterJdbcTemplate jdbc;
  private final FhirContext fhir;
  private final Sealing sealing;

  Rows(JdbcTemplate jdbc, FhirContext fhir, Sealing sealing) {
    this.jdbc = new NamedParameterJdbcTemplate(jdbc);
    this.fhir = fhir;
    this.sealing = sealing;
  }

  /** Whatever names the resource in any version; reads the text of all, as no index knows it. */
  List<Row> mentions(String reference, int depth) {
    Pattern whole = Pattern.compile(Pattern.quote(reference) + "(?![A-Za-z0-9.-])");
    Set<Long> found = new TreeSet<>();
    jdbc.query(
        """
        select res_id, res_text_vc from hfj_res_ver
        where res_type <> :trail and res_text_vc like :pattern""",
        Map.of("trail", TRAIL, "pattern", "%" + reference + "%"),
        row -> {
          if (whole.matcher(String.valueOf(row.getString(2))).find()) {
            found.add(row.getLong(1));
          }
        });
    return rows(found, depth);
  }

  /** Whatever refers to one of them now, by an element that can be searched. */
  List<Row> referring(Collection<Long> targets, int depth) {
    Set<Long> found = new TreeSet<>();
    chunks(targets)
        .forEach(
            some ->
                found.addAll(
                    jdbc.queryForList(
                        """
                        select distinct src_resource_id from hfj_res_link
                        where target_resource_id in (:some)""",
                        Map.of("some", some),
                        Long.class)));
    return rows(found, depth).stream().filter(row -> !row.type().equals(TRAIL)).toList();
  }

  Optional<Row> find(String type, String id) {
    return jdbc
        .query(
            SELECT + "where res_type = :type and fhir_id = :id",
            Map.of("type", type, "id", id),
            (row, number) ->
                new Row(row.getLong(1), row.getString(2), row.getString(3), row.getBoolean(4), 0))
        .stream()
        .findFirst();
  }

  private List<Row> rows(Collection<Long> pids, int depth) {
    List<Row> rows = new ArrayList<>();
    for (List<Long> some : chunks(pids)) {
      rows.addAll(
          jdbc.query(
              SELECT + "where res_id in (:some)",
              Map.of("some", some),
              (row, number) ->
                  new Row(
                      row.getLong(1),
                      row.getString(2),
                      row.getString(3),
                      row.getBoolean(4),
                      depth)));
    }
    return rows;
  }

  /** Every version that has content, the newest first. */
  List<Resource> versions(Row row) {
    return jdbc.query(
        """
        select res_text_vc from hfj_res_ver
        where res_id = :pid and res_text_vc is not null order by res_ver desc""",
        Map.of("pid", row.pid()),
        (found, number) -> version(row, String.valueOf(found.getString(1))));
  }

  /** The database keeps the id beside the text and not in it. */
  private Resource version(Row row, String json) {
    var version = (Resource) fhir.newJsonParser().parseResource(sealing.opened(row.pid(), json));
    version.setId(row.reference());
    return version;
  }

  /** No reference leads to them, no list of hits holds them, and no key opens copies of them. */
  void unlink(Collection<Long> targets) {
    for (List<Long> some : chunks(targets)) {
      Map<String, Object> pids = Map.of("some", some);
      jdbc.update("delete from hfj_res_link where target_resource_id in (:some)", pids);
      jdbc.update("delete from hfj_search_result where resource_pid in (:some)", pids);
    }
    sealing.forget(targets);
  }

  static <T> List<List<T>> chunks(Collection<T> all) {
    List<T> list = List.copyOf(all);
    List<List<T>> chunks = new ArrayList<>();
    for (int from = 0; from < list.size(); from += TOGETHER) {
      chunks.add(list.subList(from, Math.min(list.size(), from + TOGETHER)));
    }
    return chunks;
  }
}

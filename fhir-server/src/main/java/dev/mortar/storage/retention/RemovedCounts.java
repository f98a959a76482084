package dev.mortar.storage.retention;

import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How many of which type an erasure has removed so far; kept until its certificate is written. */
final class RemovedCounts {
  private final JdbcClient jdbc;

  RemovedCounts(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void add(String erasure, Map<String, Integer> counts) {
    counts.forEach(
        (type, count) -> {
          int known =
              jdbc.sql(
                      "update mortar_erasure_count set removed = removed + ? where erasure = ? and type = ?")
                  .params(count, erasure, type)
                  .update();
          if (known == 0) {
            jdbc.sql("insert into mortar_erasure_count (erasure, type, removed) values (?, ?, ?)")
                .params(erasure, type, count)
                .update();
          }
        });
  }

  /** All of them, which are kept no longer. */
  Map<String, Integer> take(String erasure) {
    Map<String, Integer> counts = new TreeMap<>();
    jdbc.sql("select type, removed from mortar_erasure_count where erasure = ?")
        .param(erasure)
        .query(
            row -> {
              counts.put(row.getString(1), row.getInt(2));
            });
    jdbc.sql("delete from mortar_erasure_count where erasure = ?").param(erasure).update();
    return counts;
  }
}

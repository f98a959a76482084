package dev.mortar.storage.jobs;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The rows of {@code mortar_node}: which processes are alive, and since when. */
final class Nodes {
  /** Six beats may be missed before a node counts as dead. */
  private static final Duration SILENCE = Duration.ofMinutes(1);

  private final JdbcClient jdbc;
  private final String self = UUID.randomUUID().toString();

  Nodes(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Says that this process is alive. */
  void beat(Instant now) {
    int known =
        jdbc.sql("update mortar_node set seen = ? where id = ?").params(at(now), self).update();
    if (known == 0) {
      jdbc.sql("insert into mortar_node (id, started, seen) values (?, ?, ?)")
          .params(self, at(now), at(now))
          .update();
    }
    jdbc.sql("delete from mortar_node where seen < ?").param(at(now.minus(SILENCE))).update();
  }

  /** Since when the oldest live process runs: whatever was begun before belongs to none of them. */
  Instant earliestStart() {
    return jdbc.sql("select min(started) from mortar_node")
        .query(OffsetDateTime.class)
        .single()
        .toInstant();
  }

  private static OffsetDateTime at(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}

package dev.mortar.storage.jobs;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The rows of {@code mortar_cluster_turn}: at most one node holds the turn of a job. */
final class ClusterTurns {
  private static final Instant EVER = Instant.EPOCH;
  private final JdbcClient jdbc;

  ClusterTurns(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Takes the turn if it is due and nobody holds it.
   *
   * @param lease after which the turn of a node that died is free again
   */
  boolean take(String job, Instant now, Duration interval, Duration lease) {
    return update(
        job,
        """
        update mortar_cluster_turn set due = ?, held_until = ? where job = ? and due <= ? and held_until <= ?
        """,
        at(now.plus(interval)),
        at(now.plus(lease)),
        job,
        at(now),
        at(now));
  }

  /** Takes the turn out of the order of time if nobody holds it. */
  boolean takeNow(String job, Instant now, Duration lease) {
    return update(
        job,
        "update mortar_cluster_turn set held_until = ? where job = ? and held_until <= ?",
        at(now.plus(lease)),
        job,
        at(now));
  }

  void giveBack(String job, Instant now) {
    jdbc.sql("update mortar_cluster_turn set held_until = ? where job = ?")
        .params(at(now), job)
        .update();
  }

  private boolean update(String job, String sql, Object... parameters) {
    if (jdbc.sql(sql).params(parameters).update() == 1) {
      return true;
    }
    return enter(job) && jdbc.sql(sql).params(parameters).update() == 1;
  }

  /** True if the job was unknown so far. */
  private boolean enter(String job) {
    boolean known =
        jdbc.sql("select job from mortar_cluster_turn where job = ?")
                .param(job)
                .query()
                .listOfRows()
                .size()
            == 1;
    if (known) {
      return false;
    }
    try {
      jdbc.sql("insert into mortar_cluster_turn (job, due, held_until) values (?, ?, ?)")
          .params(job, at(EVER), at(EVER))
          .update();
      return true;
    } catch (DuplicateKeyException e) {
      return true;
    }
  }

  private static OffsetDateTime at(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}

package dev.mortar.due;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Writes due work where db-scheduler will find it. Our own statements rather than its client,
 * because a lost race must not spoil the caller's transaction: PostgreSQL refuses everything after
 * a violated key.
 */
final class JdbcDueWork implements DueWork, PlannedWork {
  private static final String INSERT =
      """
      insert into mortar_due_work
        (task_name, task_instance, task_data, execution_time, picked, version)
      """;
  private static final String INSERT_POSTGRESQL =
      INSERT + "values (?, ?, ?, ?, false, 1) on conflict do nothing";
  private static final String INSERT_H2 =
      INSERT
          + """
          select ?, ?, ?, ?, false, 1 from dual where not exists (
            select 1 from mortar_due_work where task_name = ? and task_instance = ?)
          """;
  private static final String MOVE =
      """
      update mortar_due_work set execution_time = ?, version = version + 1
      where task_name = ? and task_instance = ? and picked = false
      """;
  private static final String CANCEL =
      """
      delete from mortar_due_work
      where task_name = ? and task_instance = ? and picked = false
      """;
  private static final String TAKE_OVER =
      """
      update mortar_due_work
      set picked = false, picked_by = null, last_heartbeat = null, version = version + 1
      where picked = true
      """;
  private static final int LONGEST_PAYLOAD = 4_000;

  private final JdbcTemplate jdbc;
  private final boolean postgresql;
  private final boolean embedded;
  private volatile Runnable wake = () -> {};

  JdbcDueWork(EngagementSchema schema) {
    this.jdbc = new JdbcTemplate(schema.dataSource());
    String url = told(jdbc, connection -> connection.getMetaData().getURL());
    this.postgresql = url.startsWith("jdbc:postgresql:");
    this.embedded = url.startsWith("jdbc:h2:") && !url.matches("jdbc:h2:(tcp|ssl):.*");
  }

  private static String told(JdbcTemplate jdbc, ConnectionCallback<String> question) {
    return String.valueOf(jdbc.execute(question));
  }

  boolean onPostgresql() {
    return postgresql;
  }

  /**
   * An embedded database is open to one process only. What is said to be under way in it at our
   * start was begun by one that is gone, and nobody need wait for its heartbeat to fail.
   */
  void takeOver() {
    if (embedded) {
      jdbc.update(TAKE_OVER);
    }
  }

  /** Who is told, after the commit, that there is something to do. */
  void wakes(Runnable runner) {
    wake = runner;
  }

  @Override
  public boolean plan(String kind, String key, Instant at, String payload) {
    if (payload.length() > LONGEST_PAYLOAD) {
      throw new IllegalArgumentException("payload longer than " + LONGEST_PAYLOAD + " characters");
    }
    var data = payload.getBytes(UTF_8);
    var planned =
        postgresql
            ? jdbc.update(INSERT_POSTGRESQL, kind, key, data, utc(at)) == 1
            : planOnH2(kind, key, data, utc(at));
    if (planned) {
      afterCommit();
    }
    return planned;
  }

  /**
   * H2 looks for the key before it waits for whoever is writing it, so the loser of a race is told
   * of a violated key. That undoes its statement only; its transaction goes on.
   */
  private boolean planOnH2(String kind, String key, byte[] data, OffsetDateTime at) {
    try {
      return jdbc.update(INSERT_H2, kind, key, data, at, kind, key) == 1;
    } catch (DuplicateKeyException lost) {
      return false;
    }
  }

  @Override
  public boolean move(String kind, String key, Instant at) {
    var moved = jdbc.update(MOVE, utc(at), kind, key) == 1;
    if (moved) {
      afterCommit();
    }
    return moved;
  }

  @Override
  public boolean cancel(String kind, String key) {
    return jdbc.update(CANCEL, kind, key) == 1;
  }

  /** The table holds what is yet to be done and no more, so it is read as a whole. */
  @Override
  public int forget(Collection<String> ids) {
    var gone = new ArrayList<Object[]>();
    jdbc.query(
        "select task_name, task_instance, task_data from mortar_due_work where picked = false",
        row -> {
          var data = row.getBytes(3);
          var text = row.getString(2) + ' ' + (data == null ? "" : new String(data, UTF_8));
          if (Arrays.stream(text.split("[^A-Za-z0-9.-]+")).anyMatch(ids::contains)) {
            gone.add(new Object[] {row.getString(1), row.getString(2)});
          }
        });
    if (!gone.isEmpty()) {
      jdbc.batchUpdate(CANCEL, gone);
    }
    return gone.size();
  }

  private static OffsetDateTime utc(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }

  private void afterCommit() {
    if (!TransactionSynchronizationManager.isSynchronizationActive()) {
      wake.run();
      return;
    }
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            wake.run();
          }
        });
  }
}

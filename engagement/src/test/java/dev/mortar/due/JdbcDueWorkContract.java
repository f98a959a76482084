package dev.mortar.due;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What due work does on a real database, besides the common contract. */
abstract class JdbcDueWorkContract extends DueWorkContract {
  private static final DueProperties FAST =
      new DueProperties(
          true,
          4,
          Duration.ofMillis(20),
          Duration.ofMillis(200),
          4,
          Duration.ofSeconds(1),
          Duration.ofMinutes(15),
          Duration.ofSeconds(5));

  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private @Nullable EngagementSchema schema;
  private @Nullable JdbcDueWork work;
  private @Nullable DueRunner runner;

  abstract DataSource dataSource();

  @Override
  JdbcDueWork due() {
    if (work == null) {
      schema = new EngagementSchema(dataSource());
      work = new JdbcDueWork(schema);
      jdbc().update("delete from mortar_due_work");
    }
    return work;
  }

  @Override
  void start(DueHandler handler) {
    var planned = due();
    runner = new DueRunner(planned, schema, () -> List.of(handler), FAST, meters, clock);
    runner.start();
  }

  /** The poller waits by the clock, so a clock that stands still may let it wait for ever. */
  @Override
  void settle() {
    Await.until(
        "nothing due",
        () -> {
          clock.advance(Duration.ofMillis(5));
          return count("execution_time <= ?", clock.instant().atOffset(java.time.ZoneOffset.UTC))
                  == 0
              && count("picked = true") == 0;
        });
  }

  @AfterEach
  void stop() {
    if (runner != null) {
      runner.stop();
    }
  }

  private int count(String where, Object... arguments) {
    var sql = "select count(*) from mortar_due_work where " + where;
    return jdbc().queryForObject(sql, Integer.class, arguments);
  }

  private JdbcTemplate jdbc() {
    return new JdbcTemplate(dataSource());
  }

  private TransactionTemplate transaction() {
    return new TransactionTemplate(new DataSourceTransactionManager(dataSource()));
  }

  @Test
  void aRolledBackTransactionPlansNothing() {
    start(recorder());
    transaction()
        .executeWithoutResult(
            status -> {
              due().plan("test", "a", clock.instant(), "x");
              status.setRollbackOnly();
            });
    due().plan("test", "b", clock.instant(), "y");
    settle();
    assertThat(done).containsExactly("b=y");
  }

  @Test
  void aKeyPlannedTwiceLeavesTheTransactionUsable() {
    due().plan("test", "a", clock.instant(), "x");
    transaction()
        .executeWithoutResult(
            status -> {
              assertThat(due().plan("test", "a", clock.instant(), "x")).isFalse();
              assertThat(due().plan("test", "b", clock.instant(), "y")).isTrue();
            });
    start(recorder());
    settle();
    assertThat(done).containsExactlyInAnyOrder("a=x", "b=y");
  }

  /** The second writer looks while the first has written but not committed. */
  @Test
  void theLoserOfARaceKeepsItsTransaction() throws Exception {
    due();
    var written = new CountDownLatch(1);
    var looked = new CountDownLatch(1);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var winner =
          threads.submit(
              () ->
                  transaction()
                      .execute(
                          status -> {
                            var planned = due().plan("test", "a", clock.instant(), "x");
                            written.countDown();
                            // the loser waits for this commit, so it can only be given time
                            waitFor(looked, Duration.ofMillis(200));
                            return planned;
                          }));
      written.await();
      var loser =
          transaction()
              .execute(
                  status -> {
                    var planned = due().plan("test", "a", clock.instant(), "y");
                    looked.countDown();
                    assertThat(due().plan("test", "b", clock.instant(), "z")).isTrue();
                    return planned;
                  });
      assertThat(winner.get()).isTrue();
      assertThat(loser).isFalse();
    }
    start(recorder());
    settle();
    assertThat(done).containsExactlyInAnyOrder("a=x", "b=z");
  }

  private static void waitFor(CountDownLatch latch, Duration atMost) {
    try {
      latch.await(atMost.toMillis(), MILLISECONDS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void manyThreadsPlanOneKeyOnce() throws Exception {
    due();
    start(recorder());
    var go = new CountDownLatch(1);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var plans =
          IntStream.range(0, 16)
              .<Future<Boolean>>mapToObj(
                  i ->
                      threads.submit(
                          () -> {
                            go.await();
                            return due().plan("test", "a", clock.instant().plusSeconds(60), "x");
                          }))
              .toList();
      go.countDown();
      var planned = 0;
      for (var plan : plans) {
        planned += plan.get() ? 1 : 0;
      }
      assertThat(planned).isEqualTo(1);
    }
  }

  @Test
  void workOfADeadNodeIsDoneByAnother() {
    due().plan("test", "a", clock.instant(), "x");
    jdbc()
        .update(
            "update mortar_due_work set picked = true, picked_by = 'dead', last_heartbeat = ?",
            clock.instant().atOffset(java.time.ZoneOffset.UTC));
    clock.advance(Duration.ofMinutes(5));
    start(recorder());
    Await.until(
        "revived",
        () -> {
          clock.advance(Duration.ofSeconds(1));
          return done.equals(List.of("a=x"));
        });
  }

  @Test
  void stoppingWaitsForTheWorkInFlight() {
    var entered = new CountDownLatch(1);
    start(
        handler(
            (key, payload) -> {
              entered.countDown();
              var end = System.nanoTime() + Duration.ofMillis(300).toNanos();
              Await.until("some work", () -> System.nanoTime() > end);
              done.add(key);
              return java.util.Optional.empty();
            }));
    due().plan("test", "a", clock.instant(), "x");
    Await.until("begun", () -> entered.getCount() == 0);
    runner.stop();
    assertThat(done).containsExactly("a");
    assertThat(count("1 = 1")).isZero();
  }

  @Test
  void failuresAndLagAreMeasured() {
    start(recorder());
    due().plan("test", "a", clock.instant(), "x");
    settle();
    Await.until("lag", () -> meters.find("mortar.due.lag").timer() != null);
    assertThat(meters.get("mortar.due.lag").tag("kind", "test").timer().count()).isEqualTo(1);
  }
}

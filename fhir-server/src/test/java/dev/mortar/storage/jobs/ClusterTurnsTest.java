package dev.mortar.storage.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class ClusterTurnsTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration LEASE = Duration.ofMinutes(30);

  private final ClusterTurns turns = new ClusterTurns(database());

  private static JdbcClient database() {
    JdbcDataSource database = new JdbcDataSource();
    database.setUrl("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
    Flyway.configure().dataSource(database).locations("classpath:db/storage").load().migrate();
    return JdbcClient.create(database);
  }

  @Test
  void oneOfManyNodesGetsTheTurn() throws Exception {
    List<Future<Boolean>> taken = new ArrayList<>();
    try (var nodes = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<Boolean> take = () -> turns.take("purge", NOON, MINUTE, LEASE);
      for (int node = 0; node < 20; node++) {
        taken.add(nodes.submit(take));
      }
    }
    int winners = 0;
    for (Future<Boolean> one : taken) {
      winners += one.get() ? 1 : 0;
    }
    assertThat(winners).isEqualTo(1);
  }

  @Test
  void theNextTurnComesAfterTheIntervalAndOnlyIfTheLastIsOver() {
    assertThat(turns.take("purge", NOON, MINUTE, LEASE)).isTrue();
    assertThat(turns.take("purge", NOON.plus(MINUTE), MINUTE, LEASE)).isFalse();
    turns.giveBack("purge", NOON.plusSeconds(61));
    assertThat(turns.take("purge", NOON.plusSeconds(62), MINUTE, LEASE)).isTrue();
    turns.giveBack("purge", NOON.plusSeconds(63));
    assertThat(turns.take("purge", NOON.plusSeconds(64), MINUTE, LEASE)).isFalse();
    assertThat(turns.takeNow("purge", NOON.plusSeconds(64), LEASE)).isTrue();
  }

  @Test
  void aNodeThatDiedHoldsItsTurnForTheLeaseOnly() {
    turns.take("purge", NOON, MINUTE, LEASE);
    assertThat(turns.take("purge", NOON.plus(LEASE).plusSeconds(1), MINUTE, LEASE)).isTrue();
  }
}

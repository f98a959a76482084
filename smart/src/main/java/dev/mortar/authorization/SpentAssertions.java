package dev.mortar.authorization;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Remembers the assertions that were used, on every node, as long as they could be used again. */
final class SpentAssertions {
  private final JdbcClient jdbc;
  private final Clock clock;

  SpentAssertions(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** False if it was used before; the primary key decides between two at once. */
  boolean spend(String client, String jti, Instant until) {
    jdbc.sql("delete from smart_spent_assertion where expires_at < ?")
        .param(clock.instant().atOffset(ZoneOffset.UTC))
        .update();
    try {
      jdbc.sql("insert into smart_spent_assertion (client_id, jti, expires_at) values (?, ?, ?)")
          .params(client, jti, until.atOffset(ZoneOffset.UTC))
          .update();
      return true;
    } catch (DuplicateKeyException e) {
      return false;
    }
  }
}

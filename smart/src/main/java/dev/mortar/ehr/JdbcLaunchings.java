package dev.mortar.ehr;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Begun sign-ins in the table {@code smart_ehr_launching}, so that the browser may come back to
 * another node, or after a restart.
 */
final class JdbcLaunchings implements Launchings {
  private final JdbcClient jdbc;
  private final SealedRows rows;
  private final Clock clock;

  JdbcLaunchings(JdbcClient jdbc, SealedRows rows, Clock clock) {
    this.jdbc = jdbc;
    this.rows = rows;
    this.clock = clock;
  }

  @Override
  public void keep(String state, Launching launching) {
    jdbc.sql("delete from smart_ehr_launching where begun_at < ?")
        .param(SealedRows.at(clock.instant().minus(LONGEST)))
        .update();
    String id = SealedRows.hash(state);
    Map<String, Object> all =
        Map.of(
            "iss", launching.iss(),
            "verifier", launching.verifier(),
            "nonce", launching.nonce(),
            "redirect", launching.redirect().toString(),
            "begun", launching.begun().toString());
    jdbc.sql("insert into smart_ehr_launching (state_hash, sealed, begun_at) values (?, ?, ?)")
        .params(id, rows.seal(SealedRows.Table.LAUNCHING, id, JSONObjectUtils.toJSONString(all)))
        .param(SealedRows.at(launching.begun()))
        .update();
  }

  /** One delete decides, so that two at once do not both get it. */
  @Override
  public Optional<Launching> take(String state) {
    String id = SealedRows.hash(state);
    Optional<String> sealed =
        jdbc.sql("select sealed from smart_ehr_launching where state_hash = ? and begun_at >= ?")
            .params(id, SealedRows.at(clock.instant().minus(LONGEST)))
            .query(String.class)
            .optional();
    int taken = jdbc.sql("delete from smart_ehr_launching where state_hash = ?").param(id).update();
    return taken == 1
        ? sealed.map(one -> read(rows.open(SealedRows.Table.LAUNCHING, id, one)))
        : Optional.empty();
  }

  private static Launching read(Map<String, Object> all) {
    return new Launching(
        String.valueOf(all.get("iss")),
        String.valueOf(all.get("verifier")),
        String.valueOf(all.get("nonce")),
        URI.create(String.valueOf(all.get("redirect"))),
        Instant.parse(String.valueOf(all.get("begun"))));
  }
}

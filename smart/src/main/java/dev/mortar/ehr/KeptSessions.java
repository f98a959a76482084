package dev.mortar.ehr;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The sessions of people in the table {@code smart_ehr_session}: the tokens stay on the server,
 * sealed, and only for the person to whom the session was given.
 */
public final class KeptSessions {
  private static final Duration LONGEST = Duration.ofHours(12);
  private static final int ID_BYTES = 32;

  private final JdbcClient jdbc;
  private final SealedRows rows;
  private final Ehrs ehrs;
  private final AuthorizationCodeSessions sessions;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  KeptSessions(
      JdbcClient jdbc,
      SealedRows rows,
      Ehrs ehrs,
      AuthorizationCodeSessions sessions,
      Clock clock) {
    this.jdbc = jdbc;
    this.rows = rows;
    this.ehrs = ehrs;
    this.sessions = sessions;
    this.clock = clock;
  }

  /**
   * @return by what it is found, until somebody takes it
   */
  public String keep(SmartSession session) {
    jdbc.sql("delete from smart_ehr_session where begun_at < ?").param(oldest()).update();
    byte[] bytes = new byte[ID_BYTES];
    random.nextBytes(bytes);
    String id = HexFormat.of().formatHex(bytes);
    jdbc.sql("insert into smart_ehr_session (id, sealed, begun_at) values (?, ?, ?)")
        .params(id, sealed(id, session.ehr(), session.fhirUser(), session.granted()))
        .param(SealedRows.at(clock.instant()))
        .update();
    return id;
  }

  /** From now on it is that person's; who comes second gets nothing. */
  public Optional<SmartSession> give(String id, String username) {
    int given =
        jdbc.sql(
                """
                update smart_ehr_session set username = ?
                where id = ? and username is null and begun_at >= ?""")
            .params(username, id, oldest())
            .update();
    return given == 1 ? of(username) : Optional.empty();
  }

  /** What the person opened last. */
  public Optional<SmartSession> of(String username) {
    return jdbc.sql(
            """
            select id, sealed from smart_ehr_session where username = ? and begun_at >= ?
            order by begun_at desc, id fetch first 1 rows only""")
        .params(username, oldest())
        .query((row, number) -> Map.entry(row.getString("id"), row.getString("sealed")))
        .optional()
        .flatMap(row -> read(row.getKey(), row.getValue()));
  }

  /** The person signs out. */
  public void end(String username) {
    jdbc.sql("delete from smart_ehr_session where username = ?").param(username).update();
  }

  private Optional<SmartSession> read(String id, String sealed) {
    Map<String, Object> all = rows.open(SealedRows.Table.SESSION, id, sealed);
    Granted granted =
        new Granted(
            text(all, "token"),
            Instant.parse(text(all, "expires")),
            Optional.of(text(all, "refresh")).filter(token -> !token.isEmpty()),
            Optional.empty(),
            List.of(text(all, "scopes").split(" ")),
            text(all, "patient"),
            text(all, "encounter"));
    Optional<String> user = Optional.of(text(all, "user")).filter(one -> !one.isEmpty());
    return ehrs.find(text(all, "iss"))
        .map(ehr -> sessions.resume(ehr, user, granted, next -> renew(id, ehr, user, next)));
  }

  private void renew(String id, Ehr ehr, Optional<String> user, Granted granted) {
    jdbc.sql("update smart_ehr_session set sealed = ? where id = ?")
        .params(sealed(id, ehr, user, granted), id)
        .update();
  }

  private String sealed(String id, Ehr ehr, Optional<String> user, Granted granted) {
    Map<String, Object> all = new HashMap<>();
    all.put("iss", ehr.base().toString());
    all.put("user", user.orElse(""));
    all.put("token", granted.accessToken());
    all.put("expires", granted.expires().toString());
    all.put("refresh", granted.refreshToken().orElse(""));
    all.put("scopes", String.join(" ", granted.scopes()));
    all.put("patient", granted.patient());
    all.put("encounter", granted.encounter());
    return rows.seal(SealedRows.Table.SESSION, id, JSONObjectUtils.toJSONString(all));
  }

  private OffsetDateTime oldest() {
    return SealedRows.at(clock.instant().minus(LONGEST));
  }

  private static String text(Map<String, Object> all, String name) {
    return String.valueOf(all.get(name));
  }
}

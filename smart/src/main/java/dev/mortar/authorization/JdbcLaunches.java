package dev.mortar.authorization;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Launches in the table {@code smart_launch}; of a handle only its hash is kept. */
final class JdbcLaunches implements Launches {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int HANDLE_BYTES = 32;

  /** Long enough to sign in on the way. */
  private static final Duration OPEN = Duration.ofMinutes(5);

  /** Longer than any refresh token lives. */
  private static final Duration KEPT = Duration.ofDays(100);

  private final JdbcClient jdbc;
  private final Clock clock;
  private final SecureRandom random;

  JdbcLaunches(JdbcClient jdbc, Clock clock, SecureRandom random) {
    this.jdbc = jdbc;
    this.clock = clock;
    this.random = random;
  }

  @Override
  public String prepare(Launch launch) {
    Instant now = clock.instant();
    jdbc.sql("delete from smart_launch where expires_at < ?").param(at(now)).update();
    byte[] bytes = new byte[HANDLE_BYTES];
    random.nextBytes(bytes);
    String handle = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    jdbc.sql(
            """
            insert into smart_launch
              (handle_hash, client_id, username, from_ehr, document, expires_at)
            values (?, ?, ?, ?, ?, ?)""")
        .params(Grants.hash(handle), launch.client(), launch.username(), launch.fromEhr())
        .params(write(launch), at(now.plus(OPEN)))
        .update();
    return handle;
  }

  /** One update decides, so that two at once do not both get it. */
  @Override
  public Optional<Launch> take(String handle, String client, String username) {
    Instant now = clock.instant();
    int taken =
        jdbc.sql(
                """
                update smart_launch set taken_at = ?, expires_at = ?
                where handle_hash = ? and client_id = ? and username = ?
                  and taken_at is null and expires_at > ?""")
            .params(at(now), at(now.plus(KEPT)), Grants.hash(handle), client, username, at(now))
            .update();
    return taken == 1 ? taken(handle) : Optional.empty();
  }

  @Override
  public Optional<Launch> taken(String handle) {
    Optional<Launch> launch =
        jdbc.sql(
                """
                select document from smart_launch
                where handle_hash = ? and taken_at is not null and expires_at > ?""")
            .params(Grants.hash(handle), at(clock.instant()))
            .query(String.class)
            .optional()
            .map(JdbcLaunches::read);
    if (launch.isPresent()) {
      jdbc.sql("update smart_launch set expires_at = ? where handle_hash = ?")
          .params(at(clock.instant().plus(KEPT)), Grants.hash(handle))
          .update();
    }
    return launch;
  }

  private static Launch read(String document) {
    try {
      return JSON.readValue(document, Launch.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A stored launch cannot be read.", e);
    }
  }

  private static String write(Launch launch) {
    try {
      return JSON.writeValueAsString(launch);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The launch cannot be written.", e);
    }
  }

  private static OffsetDateTime at(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}

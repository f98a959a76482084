package dev.mortar.authorization;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.security.oauth2.server.authorization.JdbcOAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;

/** Grants in the database; those long expired are taken out now and then. */
final class Grants extends JdbcOAuth2AuthorizationService {
  private static final Duration KEPT = Duration.ofDays(1);
  private static final Duration BETWEEN_PURGES = Duration.ofHours(1);

  private final JdbcTemplate jdbc;
  private final Clock clock;
  private final AtomicReference<Instant> lastPurge = new AtomicReference<>(Instant.EPOCH);

  Grants(JdbcTemplate jdbc, RegisteredClientRepository clients, Clock clock) {
    super(jdbc, clients);
    this.jdbc = jdbc;
    this.clock = clock;
  }

  @Override
  public void save(OAuth2Authorization authorization) {
    super.save(authorization);
    Instant now = clock.instant();
    Instant last = Objects.requireNonNull(lastPurge.get());
    if (last.plus(BETWEEN_PURGES).isBefore(now) && lastPurge.compareAndSet(last, now)) {
      jdbc.update(
          """
          delete from oauth2_authorization
          where coalesce(access_token_expires_at, authorization_code_expires_at) < ?""",
          now.minus(KEPT).atOffset(ZoneOffset.UTC));
    }
  }
}

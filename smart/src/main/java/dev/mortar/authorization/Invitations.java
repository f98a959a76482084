package dev.mortar.authorization;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One-time links by which a person sets their password; the newest of a person counts. */
final class Invitations {
  private static final int TOKEN_BYTES = 32;

  private final JdbcClient jdbc;
  private final Clock clock;
  private final SecureRandom random;
  private final Duration open;

  /**
   * @param open how long a link is good
   */
  Invitations(JdbcClient jdbc, Clock clock, SecureRandom random, Duration open) {
    this.open = open;
    this.jdbc = jdbc;
    this.clock = clock;
    this.random = random;
  }

  String invite(String username) {
    byte[] bytes = new byte[TOKEN_BYTES];
    random.nextBytes(bytes);
    String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    withdraw(username);
    jdbc.sql("insert into smart_invitation (token_hash, username, expires_at) values (?, ?, ?)")
        .params(Grants.hash(token), username)
        .param(clock.instant().plus(open).atOffset(ZoneOffset.UTC))
        .update();
    return token;
  }

  /** Whom the link invites, if it is still good. */
  Optional<String> invited(String token) {
    return jdbc.sql("select username from smart_invitation where token_hash = ? and expires_at > ?")
        .params(Grants.hash(token), clock.instant().atOffset(ZoneOffset.UTC))
        .query(String.class)
        .optional();
  }

  void withdraw(String username) {
    jdbc.sql("delete from smart_invitation where username = ?").param(username).update();
  }

  /** True for one caller only. */
  boolean take(String token) {
    return jdbc.sql("delete from smart_invitation where token_hash = ? and expires_at > ?")
            .params(Grants.hash(token), clock.instant().atOffset(ZoneOffset.UTC))
            .update()
        == 1;
  }
}

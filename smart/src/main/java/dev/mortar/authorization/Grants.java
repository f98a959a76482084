package dev.mortar.authorization;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.server.authorization.JdbcOAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;

/**
 * Grants in the database, without the tokens themselves; those long expired are taken out now and
 * then. A refresh token that was exchanged is remembered: if it is shown again, two hold it, and
 * the grant ends for both.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9700#section-4.14">RFC 9700, refresh token
 *     replay</a>
 */
final class Grants extends JdbcOAuth2AuthorizationService {
  private static final Duration KEPT = Duration.ofDays(1);

  /** How far apart two requests of one app come that it sent at once. */
  private static final Duration AT_ONCE = Duration.ofSeconds(10);

  private static final Duration BETWEEN_PURGES = Duration.ofHours(1);

  /** What lies hashed; who asks about a token without saying of which kind means one of them. */
  private static final List<OAuth2TokenType> KINDS =
      List.of(
          OAuth2TokenType.ACCESS_TOKEN,
          OAuth2TokenType.REFRESH_TOKEN,
          new OAuth2TokenType(OAuth2ParameterNames.CODE));

  private final JdbcTemplate jdbc;
  private final Clock clock;
  private final AtomicReference<Instant> lastPurge = new AtomicReference<>(Instant.EPOCH);

  Grants(JdbcTemplate jdbc, RegisteredClientRepository clients, Clock clock) {
    super(jdbc, clients);
    this.jdbc = jdbc;
    this.clock = clock;
    setAuthorizationRowMapper(StoredGrants.reading(clients));
    setAuthorizationParametersMapper(new StoredGrants.Writing());
    hashAnew();
  }

  @Override
  public void save(OAuth2Authorization authorization) {
    String used = authorization.getAttribute(StoredGrants.USED);
    if (used != null) {
      spend(used, authorization);
    }
    super.save(StoredGrants.withoutUsed(authorization));
    Instant now = clock.instant();
    Instant last = Objects.requireNonNull(lastPurge.get());
    if (last.plus(BETWEEN_PURGES).isBefore(now) && lastPurge.compareAndSet(last, now)) {
      purge(now);
    }
  }

  @Override
  public @Nullable OAuth2Authorization findByToken(String token, @Nullable OAuth2TokenType type) {
    if (type == null) {
      return KINDS.stream()
          .map(kind -> super.findByToken(column(token, kind), kind))
          .filter(Objects::nonNull)
          .findFirst()
          .map(found -> StoredGrants.withShown(found, token))
          .orElse(null);
    }
    OAuth2Authorization found = super.findByToken(column(token, type), type);
    if (found == null && OAuth2TokenType.REFRESH_TOKEN.equals(type)) {
      endIfSpent(token);
    }
    if (found == null) {
      return null;
    }
    OAuth2Authorization shown = StoredGrants.withShown(found, token);
    return OAuth2TokenType.REFRESH_TOKEN.equals(type) ? StoredGrants.withUsed(shown, token) : shown;
  }

  private static String column(String token, OAuth2TokenType type) {
    return KINDS.contains(type) ? StoredGrants.shown(token) : token;
  }

  /** Ends all that the person granted to the client. */
  void end(String username, String client) {
    jdbc.update(
        "delete from oauth2_authorization where principal_name = ? and registered_client_id = ?",
        username,
        client);
  }

  /** Ends all that the person granted to anybody. */
  void end(String username) {
    jdbc.update("delete from oauth2_authorization where principal_name = ?", username);
  }

  /** Ends what lives only as long as the person is signed in. */
  void endOnline(String username) {
    jdbc.update(
        """
        delete from oauth2_authorization
        where principal_name = ? and authorized_scopes like ?""",
        username,
        "%" + RefreshTokens.ONLINE + "%");
  }

  /**
   * Of two that exchange one token at once, on whichever nodes, the key of the table lets one pass.
   */
  private void spend(String used, OAuth2Authorization authorization) {
    var refresh = authorization.getRefreshToken();
    if (refresh == null || used.equals(StoredGrants.token(refresh.getToken().getTokenValue()))) {
      return;
    }
    try {
      jdbc.update(
          "insert into smart_spent_refresh (token_hash, grant_id, spent_at) values (?, ?, ?)",
          StoredGrants.hash(used),
          authorization.getId(),
          clock.instant().atOffset(ZoneOffset.UTC));
    } catch (DuplicateKeyException another) {
      throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_GRANT);
    }
  }

  /**
   * Whoever shows a spent token again may be a thief or robbed by one, so that the grant ends; but
   * for a moment after the exchange it may be an app that asked twice at once, and is just refused.
   */
  private void endIfSpent(String token) {
    jdbc.update(
        """
        delete from oauth2_authorization where id in
          (select spent.grant_id from smart_spent_refresh spent
           where spent.token_hash = ?
             and (spent.spent_at < ? or exists
               (select 1 from smart_spent_refresh later
                where later.grant_id = spent.grant_id and later.token_hash <> spent.token_hash
                  and later.spent_at >= spent.spent_at)))""",
        hash(token),
        clock.instant().minus(AT_ONCE).atOffset(ZoneOffset.UTC));
  }

  /** Earlier versions left tokens open. */
  private void hashAnew() {
    for (String column :
        List.of("authorization_code_value", "access_token_value", "refresh_token_value")) {
      for (String open :
          jdbc.queryForList(
              "select %1$s from oauth2_authorization where %1$s not like 'hash:%%'"
                  .formatted(column),
              String.class)) {
        jdbc.update(
            "update oauth2_authorization set %1$s = ? where %1$s = ?".formatted(column),
            StoredGrants.token(open),
            open);
      }
    }
  }

  private void purge(Instant now) {
    var before = now.minus(KEPT).atOffset(ZoneOffset.UTC);
    jdbc.update(
        """
        delete from oauth2_authorization
        where coalesce(refresh_token_expires_at, access_token_expires_at,
          authorization_code_expires_at, created_at) < ?""",
        before);
    jdbc.update(
        """
        delete from smart_spent_refresh
        where grant_id not in (select id from oauth2_authorization)""");
  }

  static String hash(String secret) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256.", e);
    }
  }
}

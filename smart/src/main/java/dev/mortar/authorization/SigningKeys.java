package dev.mortar.authorization;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The keys that sign tokens, kept in the database so that tokens outlive a restart and every node
 * signs alike. Every three months a new one is made. It signs when every node has had time to see
 * it, and the old one verifies until the last token of it is long past.
 */
final class SigningKeys implements JWKSource<SecurityContext> {
  private static final int RSA_BITS = 2048;

  /** How long another node's new key may stay unseen. */
  private static final Duration FRESH = Duration.ofMinutes(1);

  /** How long a new key is published before it signs. */
  private static final Duration KNOWN = Duration.ofMinutes(5);

  private static final Duration SIGNS = Duration.ofDays(90);
  private static final Duration VERIFIES = SIGNS.plusDays(2);

  private final JdbcClient jdbc;
  private final Seal seal;
  private final Clock clock;
  private volatile Loaded loaded;

  SigningKeys(JdbcClient jdbc, Seal seal, Clock clock) {
    this.jdbc = jdbc;
    this.seal = seal;
    this.clock = clock;
    sealAnew();
    this.loaded = load();
  }

  @Override
  public List<JWK> get(JWKSelector selector, @Nullable SecurityContext context) {
    return selector.select(keys());
  }

  /** Newest first. */
  JWKSet keys() {
    if (loaded.at().plus(FRESH).isBefore(clock.instant())) {
      loaded = load();
    }
    return loaded.keys();
  }

  /** The id of the key that signs now. */
  String current() {
    List<JWK> keys = keys().getKeys();
    Instant known = clock.instant().minus(KNOWN);
    return keys.stream()
        .filter(key -> !key.getIssueTime().toInstant().isAfter(known))
        .findFirst()
        .orElse(keys.getLast())
        .getKeyID();
  }

  private void add() {
    try {
      RSAKey key =
          new RSAKeyGenerator(RSA_BITS)
              .keyUse(KeyUse.SIGNATURE)
              .keyID(UUID.randomUUID().toString())
              .generate();
      jdbc.sql("insert into smart_signing_key (kid, jwk, created_at) values (?, ?, ?)")
          .params(key.getKeyID(), seal.seal(row(key.getKeyID()), key.toJSONString()))
          .param(clock.instant().atOffset(ZoneOffset.UTC))
          .update();
    } catch (JOSEException e) {
      throw new IllegalStateException("No key to sign tokens could be made.", e);
    }
  }

  /** Keys of an earlier version lie open, others may be sealed by an older key. */
  private void sealAnew() {
    jdbc.sql("select kid, jwk from smart_signing_key").query().listOfRows().stream()
        .filter(key -> !seal.isNew(text(key, "jwk")))
        .forEach(
            key -> {
              String row = row(text(key, "kid"));
              jdbc.sql("update smart_signing_key set jwk = ? where kid = ?")
                  .params(seal.seal(row, seal.open(row, text(key, "jwk"))), text(key, "kid"))
                  .update();
            });
  }

  private static String text(Map<String, Object> row, String column) {
    return String.valueOf(row.get(column));
  }

  private static String row(String kid) {
    return "signing-key/" + kid;
  }

  private Loaded load() {
    Instant now = clock.instant();
    jdbc.sql("delete from smart_signing_key where created_at < ?")
        .param(now.minus(VERIFIES).atOffset(ZoneOffset.UTC))
        .update();
    boolean signs =
        jdbc.sql("select count(*) from smart_signing_key where created_at > ?")
                .param(now.minus(SIGNS).atOffset(ZoneOffset.UTC))
                .query(Integer.class)
                .single()
            > 0;
    if (!signs) {
      add();
    }
    return new Loaded(new JWKSet(read()), now);
  }

  /** When a key was made stands beside it, also for those of earlier versions. */
  private List<JWK> read() {
    return jdbc.sql(
            "select kid, jwk, created_at from smart_signing_key order by created_at desc, kid")
        .query((row, number) -> parse(row, seal))
        .list();
  }

  private static JWK parse(ResultSet row, Seal seal) throws SQLException {
    try {
      Instant made = row.getObject("created_at", OffsetDateTime.class).toInstant();
      return new RSAKey.Builder(
              RSAKey.parse(seal.open(row(row.getString("kid")), row.getString("jwk"))))
          .issueTime(Date.from(made))
          .build();
    } catch (ParseException e) {
      throw new IllegalStateException("A stored signing key cannot be read.", e);
    }
  }

  private record Loaded(JWKSet keys, Instant at) {}
}

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
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The keys that sign tokens, kept in the database so that tokens outlive a restart and every node
 * signs alike. The newest signs; a further row is a rotation.
 */
final class SigningKeys implements JWKSource<SecurityContext> {
  private static final int RSA_BITS = 2048;

  /** How long another node's new key may stay unseen. */
  private static final Duration FRESH = Duration.ofMinutes(1);

  private final JdbcClient jdbc;
  private final Clock clock;
  private volatile Loaded loaded;

  SigningKeys(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
    if (read().isEmpty()) {
      add();
    }
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
    return keys().getKeys().getFirst().getKeyID();
  }

  private void add() {
    try {
      RSAKey key =
          new RSAKeyGenerator(RSA_BITS)
              .keyUse(KeyUse.SIGNATURE)
              .keyID(UUID.randomUUID().toString())
              .generate();
      jdbc.sql("insert into smart_signing_key (kid, jwk, created_at) values (?, ?, ?)")
          .params(key.getKeyID(), key.toJSONString(), clock.instant().atOffset(ZoneOffset.UTC))
          .update();
    } catch (JOSEException e) {
      throw new IllegalStateException("No key to sign tokens could be made.", e);
    }
  }

  private Loaded load() {
    return new Loaded(new JWKSet(read()), clock.instant());
  }

  private List<JWK> read() {
    List<JWK> keys = new ArrayList<>();
    for (String json :
        jdbc.sql("select jwk from smart_signing_key order by created_at desc, kid")
            .query(String.class)
            .list()) {
      try {
        keys.add(JWK.parse(json));
      } catch (ParseException e) {
        throw new IllegalStateException("A stored signing key cannot be read.", e);
      }
    }
    return keys;
  }

  private record Loaded(JWKSet keys, Instant at) {}
}

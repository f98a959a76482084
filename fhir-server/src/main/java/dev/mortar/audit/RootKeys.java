package dev.mortar.audit;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import dev.mortar.authorization.Seal;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The keys that sign the roots of the trail. They are not those of tokens, which are forgotten
 * after months: a root is verified years later. A new one is made each year, and what signed before
 * is destroyed, so that nobody signs another past.
 */
public final class RootKeys {
  private static final Duration SIGNS = Duration.ofDays(365);

  private final JdbcClient jdbc;
  private final Seal seal;
  private final Clock clock;

  RootKeys(JdbcClient jdbc, Seal seal, Clock clock) {
    this.jdbc = jdbc;
    this.seal = seal;
    this.clock = clock;
    sealAnew();
  }

  /** The public halves of all that ever signed, as a JSON Web Key Set. */
  public String document() {
    return published().toString();
  }

  JWKSet published() {
    return new JWKSet(
        jdbc.sql("select public_half from mortar_audit_key order by made_at, kid")
            .query((row, number) -> (JWK) parse(row.getString(1)))
            .list());
  }

  /** The key that signs now; made if there is none, or none that is young enough. */
  ECKey current() {
    Instant oldest = clock.instant().minus(SIGNS);
    return newest(oldest).orElseGet(this::next);
  }

  private Optional<ECKey> newest(Instant oldest) {
    return jdbc
        .sql(
            "select kid, sealed from mortar_audit_key where sealed is not null and made_at > ?"
                + " order by made_at desc, kid")
        .param(oldest.atOffset(ZoneOffset.UTC))
        .query((row, number) -> parse(seal.open(row(row.getString(1)), row.getString(2))))
        .list()
        .stream()
        .findFirst();
  }

  private ECKey next() {
    ECKey key = made();
    jdbc.sql("update mortar_audit_key set sealed = null").update();
    jdbc.sql("insert into mortar_audit_key (kid, public_half, sealed, made_at) values (?, ?, ?, ?)")
        .params(key.getKeyID(), key.toPublicJWK().toJSONString())
        .param(seal.seal(row(key.getKeyID()), key.toJSONString()))
        .param(clock.instant().atOffset(ZoneOffset.UTC))
        .update();
    return key;
  }

  private static ECKey made() {
    try {
      return new ECKeyGenerator(Curve.P_384)
          .keyUse(KeyUse.SIGNATURE)
          .algorithm(JWSAlgorithm.ES384)
          .keyID(UUID.randomUUID().toString())
          .generate();
    } catch (JOSEException e) {
      throw new IllegalStateException("No key to sign the roots of the trail could be made.", e);
    }
  }

  private void sealAnew() {
    List<Map.Entry<String, String>> sealed =
        jdbc.sql("select kid, sealed from mortar_audit_key where sealed is not null")
            .query((row, number) -> Map.entry(row.getString(1), row.getString(2)))
            .list();
    for (Map.Entry<String, String> key : sealed) {
      if (!seal.isNew(key.getValue())) {
        String row = row(key.getKey());
        jdbc.sql("update mortar_audit_key set sealed = ? where kid = ? and sealed = ?")
            .params(seal.seal(row, seal.open(row, key.getValue())), key.getKey(), key.getValue())
            .update();
      }
    }
  }

  private static String row(String kid) {
    return "audit-key/" + kid;
  }

  private static ECKey parse(String json) {
    try {
      return ECKey.parse(json);
    } catch (ParseException e) {
      throw new IllegalStateException("A stored key of the trail cannot be read.", e);
    }
  }
}

package dev.mortar.ehr;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.text.ParseException;
import java.util.List;
import java.util.UUID;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The keys by which EHRs know us, in the table {@code smart_ehr_key}: made when they are first
 * needed, and the same on every node.
 */
final class EhrKeys {
  private static final int RSA_BITS = 3072;

  private final JdbcClient jdbc;
  private final SealedRows rows;

  EhrKeys(JdbcClient jdbc, SealedRows rows) {
    this.jdbc = jdbc;
    this.rows = rows;
  }

  /** The first signs. */
  List<JWK> all() {
    return List.of(key(JWSAlgorithm.ES384), key(JWSAlgorithm.RS384));
  }

  private JWK key(JWSAlgorithm algorithm) {
    String name = algorithm.getName();
    if (stored(name).isEmpty()) {
      add(algorithm);
    }
    return stored(name).getFirst();
  }

  private List<JWK> stored(String name) {
    return jdbc
        .sql("select sealed from smart_ehr_key where algorithm = ?")
        .param(name)
        .query(String.class)
        .list()
        .stream()
        .map(text -> parse(name, text))
        .toList();
  }

  private JWK parse(String name, String sealed) {
    try {
      return JWK.parse(rows.open(SealedRows.Table.KEY, name, sealed));
    } catch (ParseException e) {
      throw new IllegalStateException("The stored key " + name + " cannot be read.", e);
    }
  }

  private void add(JWSAlgorithm algorithm) {
    String name = algorithm.getName();
    try {
      String key = made(algorithm).toJSONString();
      jdbc.sql("insert into smart_ehr_key (algorithm, sealed) values (?, ?)")
          .params(name, rows.seal(SealedRows.Table.KEY, name, key))
          .update();
    } catch (DuplicateKeyException another) {
      // Another node was faster, and its key is as good.
      return;
    } catch (JOSEException e) {
      throw new IllegalStateException("No key for EHRs could be made.", e);
    }
  }

  private static JWK made(JWSAlgorithm algorithm) throws JOSEException {
    String id = UUID.randomUUID().toString();
    return JWSAlgorithm.ES384.equals(algorithm)
        ? new ECKeyGenerator(Curve.P_384)
            .keyUse(KeyUse.SIGNATURE)
            .algorithm(algorithm)
            .keyID(id)
            .generate()
        : new RSAKeyGenerator(RSA_BITS)
            .keyUse(KeyUse.SIGNATURE)
            .algorithm(algorithm)
            .keyID(id)
            .generate();
  }
}

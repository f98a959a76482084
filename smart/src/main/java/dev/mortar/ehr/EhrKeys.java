package dev.mortar.ehr;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The keys by which EHRs and identity providers know us, in the table {@code smart_ehr_key}: made
 * when they are first needed, and the same on every node. A new one is published for a day before
 * it signs, as they keep what they have read; the old one goes an hour after that.
 */
public final class EhrKeys {
  /** How long a new key is published before it signs. */
  static final Duration BEFORE = Duration.ofHours(24);

  /** How long an old one is published after its last signature, which is good for minutes. */
  static final Duration AFTER = Duration.ofHours(1);

  private static final int RSA_BITS = 3072;
  private static final List<JWSAlgorithm> ALGORITHMS =
      List.of(JWSAlgorithm.ES384, JWSAlgorithm.RS384);

  private final JdbcClient jdbc;
  private final SealedRows rows;
  private final Clock clock;

  EhrKeys(JdbcClient jdbc, SealedRows rows, Clock clock) {
    this.jdbc = jdbc;
    this.rows = rows;
    this.clock = clock;
  }

  /** The first signs. */
  List<JWK> all() {
    List<JWK> signing = new ArrayList<>();
    List<JWK> others = new ArrayList<>();
    for (JWSAlgorithm algorithm : ALGORITHMS) {
      List<Stored> keys = kept(algorithm);
      Stored signs = signing(keys);
      signing.add(signs.key());
      keys.stream().filter(one -> one != signs).map(Stored::key).forEach(others::add);
    }
    signing.addAll(others);
    return List.copyOf(signing);
  }

  /**
   * Makes the next keys.
   *
   * @return false if there are some already that do not sign yet
   */
  public boolean rotate() {
    boolean begun = false;
    for (JWSAlgorithm algorithm : ALGORITHMS) {
      Stored newest = kept(algorithm).getLast();
      if (!newest.since().isAfter(clock.instant())) {
        add(algorithm, newest.number() + 1);
        begun = true;
      }
    }
    return begun;
  }

  /** Oldest first, without those that have signed nothing for a while. */
  private List<Stored> kept(JWSAlgorithm algorithm) {
    if (stored(algorithm).isEmpty()) {
      add(algorithm, 0);
    }
    List<Stored> keys = stored(algorithm);
    Stored signs = signing(keys);
    if (signs.since().plus(AFTER).isAfter(clock.instant())) {
      return keys;
    }
    keys.stream().filter(one -> one.number() < signs.number()).forEach(this::remove);
    return keys.stream().filter(one -> one.number() >= signs.number()).toList();
  }

  /** The newest that is known long enough; the first of all signs at once. */
  private Stored signing(List<Stored> keys) {
    Instant now = clock.instant();
    return keys.stream()
        .filter(one -> !one.since().isAfter(now))
        .reduce((older, newer) -> newer)
        .orElse(keys.getFirst());
  }

  private List<Stored> stored(JWSAlgorithm algorithm) {
    String name = algorithm.getName();
    return jdbc
        .sql("select algorithm, sealed from smart_ehr_key where algorithm = ? or algorithm like ?")
        .params(name, name + "#%")
        .query((row, number) -> parse(row.getString("algorithm"), row.getString("sealed")))
        .list()
        .stream()
        .sorted(Comparator.comparingInt(Stored::number))
        .toList();
  }

  private Stored parse(String name, String sealed) {
    Map<String, Object> all = rows.open(SealedRows.Table.KEY, name, sealed);
    try {
      JWK key = JWK.parse(all);
      int mark = name.indexOf('#');
      Date made = key.getIssueTime();
      return new Stored(
          name,
          mark < 0 ? 0 : Integer.parseInt(name.substring(mark + 1)),
          mark < 0 || made == null ? Instant.EPOCH : made.toInstant().plus(BEFORE),
          key);
    } catch (ParseException e) {
      throw new IllegalStateException("The stored key " + name + " cannot be read.", e);
    }
  }

  private void remove(Stored old) {
    jdbc.sql("delete from smart_ehr_key where algorithm = ?").param(old.name()).update();
  }

  private void add(JWSAlgorithm algorithm, int number) {
    String name = number == 0 ? algorithm.getName() : algorithm.getName() + "#" + number;
    try {
      String key = made(algorithm, Date.from(clock.instant())).toJSONString();
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

  private static JWK made(JWSAlgorithm algorithm, Date now) throws JOSEException {
    String id = UUID.randomUUID().toString();
    return JWSAlgorithm.ES384.equals(algorithm)
        ? new ECKeyGenerator(Curve.P_384)
            .keyUse(KeyUse.SIGNATURE)
            .algorithm(algorithm)
            .keyID(id)
            .issueTime(now)
            .generate()
        : new RSAKeyGenerator(RSA_BITS)
            .keyUse(KeyUse.SIGNATURE)
            .algorithm(algorithm)
            .keyID(id)
            .issueTime(now)
            .generate();
  }

  /**
   * @param name of the row: the algorithm, and from the second key on its number
   * @param since when it signs
   */
  private record Stored(String name, int number, Instant since, JWK key) {}
}

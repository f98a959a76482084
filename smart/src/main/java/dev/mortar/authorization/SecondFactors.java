package dev.mortar.authorization;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Second factors of accounts: codes of a telephone, passkeys, and recovery codes beside them. */
final class SecondFactors {
  private static final int SECRET_BYTES = 20;
  private static final int RECOVERY_CODES = 10;
  private static final int RECOVERY_BYTES = 10;

  private final JdbcClient jdbc;
  private final PasskeyTable passkeys;
  private final Seal seal;
  private final Clock clock;
  private final SecureRandom random;

  SecondFactors(JdbcClient jdbc, Seal seal, Clock clock, SecureRandom random) {
    this.jdbc = jdbc;
    this.passkeys = new PasskeyTable(jdbc);
    this.seal = seal;
    this.clock = clock;
    this.random = random;
  }

  String newSecret() {
    return Totp.encode(bytes(SECRET_BYTES));
  }

  boolean has(String username) {
    return hasCodes(username) || passkeys.has(username);
  }

  /** Whether a telephone makes codes for the account. */
  boolean hasCodes(String username) {
    return secret(username).isPresent();
  }

  /** Whether the account needs no code, or this one is right and was not used before. */
  boolean accepts(String username, String typed) {
    Optional<String> secret = secret(username);
    String code = typed.replaceAll("[\\s-]", "").toUpperCase(Locale.ROOT);
    return secret.filter(one -> spend(username, one, code)).isPresent()
        || recover(username, code)
        || (secret.isEmpty() && !passkeys.has(username));
  }

  /**
   * Takes the secret into use once the person has shown a code of it.
   *
   * @return recovery codes, told this once; none if the code is wrong
   */
  List<String> enrol(String username, String secret, String code) {
    OptionalLong step = Totp.step(secret, code.replaceAll("\\s", ""), clock.instant());
    if (step.isEmpty()) {
      return List.of();
    }
    jdbc.sql("update smart_account set totp_secret = ?, totp_step = ? where username = ?")
        .params(seal.seal(row(username), secret), step.getAsLong(), username)
        .update();
    return newRecoveryCodes(username);
  }

  /** For the first passkey, if the person has no recovery codes yet; told this once. */
  List<String> recoveryCodesIfNone(String username) {
    boolean none =
        jdbc.sql("select count(*) from smart_recovery_code where username = ?")
                .param(username)
                .query(Long.class)
                .single()
            == 0;
    return none ? newRecoveryCodes(username) : List.of();
  }

  private List<String> newRecoveryCodes(String username) {
    forgetRecovery(username);
    List<String> codes = new ArrayList<>();
    for (int i = 0; i < RECOVERY_CODES; i++) {
      String recovery = Totp.encode(bytes(RECOVERY_BYTES));
      codes.add(recovery.replaceAll("(.{4})(?=.)", "$1-"));
      jdbc.sql("insert into smart_recovery_code (username, code_hash) values (?, ?)")
          .params(username, Grants.hash(recovery))
          .update();
    }
    return codes;
  }

  /** Recovery codes recover nothing once there is no factor left that could be lost. */
  void forgetRecoveryIfAlone(String username) {
    if (!has(username)) {
      forgetRecovery(username);
    }
  }

  /** For somebody who lost all of it, recovery codes too; a colleague vouches for them. */
  void remove(String username) {
    jdbc.sql("update smart_account set totp_secret = null where username = ?")
        .param(username)
        .update();
    passkeys.removeAll(username);
    forgetRecovery(username);
  }

  /** The database compares steps, so that of two at once only one gets in. */
  private boolean spend(String username, String secret, String code) {
    OptionalLong step = Totp.step(secret, code, clock.instant());
    return step.isPresent()
        && jdbc.sql("update smart_account set totp_step = ? where username = ? and totp_step < ?")
                .params(step.getAsLong(), username, step.getAsLong())
                .update()
            == 1;
  }

  private boolean recover(String username, String code) {
    return jdbc.sql("delete from smart_recovery_code where username = ? and code_hash = ?")
            .params(username, Grants.hash(code))
            .update()
        == 1;
  }

  private void forgetRecovery(String username) {
    jdbc.sql("delete from smart_recovery_code where username = ?").param(username).update();
  }

  private Optional<String> secret(String username) {
    return jdbc.sql(
            "select totp_secret from smart_account where username = ? and totp_secret is not null")
        .param(username)
        .query(String.class)
        .optional()
        .map(stored -> seal.open(row(username), stored));
  }

  /** Seals what an earlier version or an older key left. */
  void sealAnew() {
    List<Map<String, Object>> rows =
        jdbc.sql("select username, totp_secret from smart_account where totp_secret is not null")
            .query()
            .listOfRows();
    for (Map<String, Object> found : rows) {
      String username = String.valueOf(found.get("username"));
      String stored = String.valueOf(found.get("totp_secret"));
      if (!seal.isNew(stored)) {
        jdbc.sql("update smart_account set totp_secret = ? where username = ?")
            .params(seal.seal(row(username), seal.open(row(username), stored)), username)
            .update();
      }
    }
  }

  private static String row(String username) {
    return "second-factor/" + username;
  }

  private byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }
}

package dev.mortar.authorization;

import dev.mortar.access.Role;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.password.PasswordEncoder;

/** Accounts in the table {@code smart_account}. */
final class JdbcAccounts implements Accounts {
  private final JdbcClient jdbc;
  private final PasswordEncoder passwords;
  private final Clock clock;

  JdbcAccounts(JdbcClient jdbc, PasswordEncoder passwords, Clock clock) {
    this.jdbc = jdbc;
    this.passwords = passwords;
    this.clock = clock;
  }

  @Override
  public Optional<Account> find(String username) {
    return credentials(username).map(Credentials::account);
  }

  /** What is needed to judge a sign-in, by primary key. */
  Optional<Credentials> credentials(String username) {
    return jdbc.sql("select * from smart_account where username = ?")
        .param(username)
        .query(JdbcAccounts::read)
        .optional();
  }

  @Override
  public void save(Account account, String password) {
    String hash = passwords.encode(password);
    int changed =
        jdbc.sql(
                """
                update smart_account set display_name = ?, role = ?, fhir_user = ?, patient_id = ?,
                  password_hash = ?, active = ?, failed_attempts = 0, locked_until = null,
                  password_set_at = ?
                where username = ?""")
            .params(account.displayName(), account.role().code(), account.fhirUser())
            .params(account.patientId().orElse(null), hash, account.active())
            .params(at(clock.instant()), account.username())
            .update();
    if (changed == 0) {
      insert(account, hash);
    }
  }

  /** Two at once with one name: the key decides, and nobody's account is written over. */
  @Override
  public boolean create(Account account) {
    try {
      insert(account, passwords.encode(UUID.randomUUID().toString() + UUID.randomUUID()));
      return true;
    } catch (DuplicateKeyException taken) {
      return false;
    }
  }

  private void insert(Account account, String hash) {
    jdbc.sql(
            """
            insert into smart_account (username, display_name, role, fhir_user, patient_id,
              password_hash, active, failed_attempts, created_at, password_set_at)
            values (?, ?, ?, ?, ?, ?, ?, 0, ?, ?)""")
        .params(account.username(), account.displayName(), account.role().code())
        .params(account.fhirUser(), account.patientId().orElse(null), hash, account.active())
        .params(at(clock.instant()), at(clock.instant()))
        .update();
  }

  List<Account> all() {
    return jdbc
        .sql("select * from smart_account order by username")
        .query(JdbcAccounts::read)
        .list()
        .stream()
        .map(Credentials::account)
        .toList();
  }

  /** Sets the password and lets the person in. */
  void open(String username, String password) {
    jdbc.sql(
            """
            update smart_account set password_hash = ?, active = true, failed_attempts = 0,
              locked_until = null, invited_at = null, password_set_at = ?
            where username = ?""")
        .params(passwords.encode(password), at(clock.instant()), username)
        .update();
  }

  /** Sets the password of somebody, whether they are let in or not. */
  void replacePassword(String username, String password) {
    jdbc.sql("update smart_account set password_hash = ?, password_set_at = ? where username = ?")
        .params(passwords.encode(password), at(clock.instant()), username)
        .update();
  }

  /** Empty if there is no such account. */
  Optional<Instant> passwordSetAt(String username) {
    return jdbc.sql("select password_set_at from smart_account where username = ?")
        .param(username)
        .query((row, number) -> row.getObject(1, OffsetDateTime.class).toInstant())
        .optional();
  }

  void activate(String username, boolean active) {
    jdbc.sql("update smart_account set active = ?, invited_at = null where username = ?")
        .params(active, username)
        .update();
  }

  /** Until the end of the transaction, if there is one, who else wants to end a manager waits. */
  void lockManagers() {
    jdbc.sql(
            """
            select username from smart_account where role = ? and active = true
            order by username for update""")
        .param(Role.MANAGER.code())
        .query(String.class)
        .list();
  }

  void changeRole(String username, Role role) {
    jdbc.sql("update smart_account set role = ?, licence_waived = false where username = ?")
        .params(role.code(), username)
        .update();
  }

  /** Notes that somebody who is not in yet was invited, or was invited anew. */
  void invited(String username) {
    jdbc.sql("update smart_account set invited_at = ? where username = ? and active = false")
        .params(at(clock.instant()), username)
        .update();
  }

  /** Who was invited and has not come in since, and when that was. */
  Map<String, Instant> invited() {
    Map<String, Instant> found = new HashMap<>();
    jdbc.sql("select username, invited_at from smart_account where invited_at is not null")
        .query(
            row -> {
              found.put(
                  row.getString("username"),
                  row.getObject("invited_at", OffsetDateTime.class).toInstant());
            });
    return found;
  }

  boolean licenceWaived(String username, Role role) {
    return jdbc.sql("select licence_waived from smart_account where username = ? and role = ?")
        .params(username, role.code())
        .query(Boolean.class)
        .optional()
        .orElse(false);
  }

  /** Counts a wrong password; the database adds, so that parallel tries all count. */
  int countFailure(String username) {
    jdbc.sql("update smart_account set failed_attempts = failed_attempts + 1 where username = ?")
        .param(username)
        .update();
    return credentials(username).map(Credentials::failures).orElse(0);
  }

  void lock(String username, Instant until) {
    jdbc.sql("update smart_account set locked_until = ? where username = ?")
        .params(at(until), username)
        .update();
  }

  void forgetFailures(String username) {
    jdbc.sql("update smart_account set failed_attempts = 0, locked_until = null where username = ?")
        .param(username)
        .update();
  }

  private static Credentials read(ResultSet row, int number) throws SQLException {
    String role = row.getString("role");
    Account account =
        new Account(
            row.getString("username"),
            row.getString("display_name"),
            Role.ofCode(role)
                .orElseThrow(() -> new IllegalStateException("Account with unknown role " + role)),
            row.getString("fhir_user"),
            Optional.ofNullable(row.getString("patient_id")),
            row.getBoolean("active"));
    @Nullable OffsetDateTime locked = row.getObject("locked_until", OffsetDateTime.class);
    return new Credentials(
        account,
        row.getString("password_hash"),
        row.getInt("failed_attempts"),
        Optional.ofNullable(locked).map(OffsetDateTime::toInstant));
  }

  private static OffsetDateTime at(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  /** An account with what only a sign-in may see. */
  record Credentials(Account account, String hash, int failures, Optional<Instant> lockedUntil) {}
}

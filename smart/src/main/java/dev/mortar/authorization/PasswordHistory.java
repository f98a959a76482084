package dev.mortar.authorization;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.password.PasswordEncoder;

/** Which passwords somebody had, as hashes; compared only when a new one is chosen. */
final class PasswordHistory {
  private final JdbcClient jdbc;
  private final PasswordEncoder passwords;
  private final Clock clock;
  private final int length;

  /**
   * @param length so many passwords, the one in use among them, may not be taken again; 0 for none
   */
  PasswordHistory(JdbcClient jdbc, PasswordEncoder passwords, Clock clock, int length) {
    this.jdbc = jdbc;
    this.passwords = passwords;
    this.clock = clock;
    this.length = length;
  }

  /** Costs as much as a sign-in for each password that is remembered. */
  boolean has(String username, String password) {
    return jdbc
        .sql(
            """
            select password_hash from (
              select password_hash, password_set_at as had_at, 0 as past
                from smart_account where username = ?
              union all
              select password_hash, replaced_at as had_at, 1 as past
                from smart_past_password where username = ?) known
            order by past, had_at desc limit ?""")
        .params(username, username, length)
        .query(String.class)
        .list()
        .stream()
        .anyMatch(hash -> passwords.matches(password, hash));
  }

  /**
   * Remembers the password that is about to be replaced, and forgets what is too old to matter.
   * Without a transaction: what is remembered and then not replaced is in the way of nothing.
   */
  void keep(String username) {
    try {
      jdbc.sql(
              """
              insert into smart_past_password (username, password_hash, replaced_at)
              select username, password_hash, cast(? as timestamp with time zone)
              from smart_account a where username = ? and not exists (
                select 1 from smart_past_password p
                where p.username = a.username and p.password_hash = a.password_hash)""")
          .params(clock.instant().atOffset(ZoneOffset.UTC), username)
          .update();
    } catch (DuplicateKeyException meanwhile) {
      // Another request has just remembered it.
    }
    List<String> past =
        jdbc.sql(
                """
                select password_hash from smart_past_password where username = ?
                order by replaced_at desc""")
            .param(username)
            .query(String.class)
            .list();
    past.stream()
        .skip(Math.max(0, length - 1))
        .forEach(
            hash ->
                jdbc.sql("delete from smart_past_password where username = ? and password_hash = ?")
                    .params(username, hash)
                    .update());
  }
}

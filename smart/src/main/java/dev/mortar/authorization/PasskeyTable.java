package dev.mortar.authorization;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Passkeys in the table {@code smart_passkey}. */
final class PasskeyTable {
  private final JdbcClient jdbc;

  PasskeyTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  Optional<Passkey> find(String id) {
    return jdbc.sql("select * from smart_passkey where credential_id = ?")
        .param(id)
        .query(PasskeyTable::read)
        .optional();
  }

  List<Passkey> of(String username) {
    return jdbc.sql("select * from smart_passkey where username = ? order by created_at")
        .param(username)
        .query(PasskeyTable::read)
        .list();
  }

  boolean has(String username) {
    return jdbc.sql("select count(*) from smart_passkey where username = ?")
            .param(username)
            .query(Long.class)
            .single()
        > 0;
  }

  /** False if somebody, this person or another, has it already. */
  boolean add(Passkey passkey) {
    try {
      return jdbc.sql(
                  """
                  insert into smart_passkey (credential_id, username, user_handle, label, attested,
                    sign_count, backup_eligible, created_at)
                  values (?, ?, ?, ?, ?, ?, ?, ?)""")
              .params(passkey.id(), passkey.username(), passkey.userHandle(), passkey.label())
              .params(passkey.key().attested(), passkey.key().count())
              .param(passkey.key().backupEligible())
              .param(at(passkey.created()))
              .update()
          == 1;
    } catch (DuplicateKeyException e) {
      return false;
    }
  }

  /** The database compares counts, so that of two copies of a device only one gets in. */
  boolean use(String id, long count, Instant now) {
    return jdbc.sql(
                """
                update smart_passkey set sign_count = ?, last_used_at = ?
                where credential_id = ? and (sign_count < ? or (sign_count = 0 and ? = 0))""")
            .params(count, at(now), id, count, count)
            .update()
        == 1;
  }

  boolean remove(String username, String id) {
    return jdbc.sql("delete from smart_passkey where username = ? and credential_id = ?")
            .params(username, id)
            .update()
        == 1;
  }

  void removeAll(String username) {
    jdbc.sql("delete from smart_passkey where username = ?").param(username).update();
  }

  private static Passkey read(ResultSet row, int number) throws SQLException {
    @Nullable OffsetDateTime used = row.getObject("last_used_at", OffsetDateTime.class);
    return new Passkey(
        row.getString("credential_id"),
        row.getString("username"),
        row.getString("user_handle"),
        row.getString("label"),
        new Passkey.Key(
            row.getString("attested"),
            row.getLong("sign_count"),
            row.getBoolean("backup_eligible")),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        Optional.ofNullable(used).map(OffsetDateTime::toInstant));
  }

  private static OffsetDateTime at(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}

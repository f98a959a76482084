package dev.mortar.ehr;

import com.nimbusds.jose.util.JSONObjectUtils;
import dev.mortar.authorization.Seal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.ParseException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What of our tables nobody shall read from the database. */
final class SealedRows {
  private final Seal seal;

  SealedRows(Seal seal) {
    this.seal = seal;
  }

  String seal(Table table, String id, String json) {
    return seal.seal(table.row(id), json);
  }

  Map<String, Object> open(Table table, String id, String sealed) {
    try {
      return JSONObjectUtils.parse(seal.open(table.row(id), sealed));
    } catch (ParseException e) {
      throw new IllegalStateException("A row of " + table + " cannot be read.", e);
    }
  }

  /** After a new key came, everything is sealed by it, so that the old one can go. */
  void sealAnew(JdbcClient jdbc) {
    for (Table table : Table.values()) {
      jdbc
          .sql("select %s, sealed from %s".formatted(table.key, table.table))
          .query((row, number) -> Map.entry(row.getString(table.key), row.getString("sealed")))
          .list()
          .stream()
          .filter(row -> !seal.isNew(row.getValue()))
          .forEach(
              row ->
                  jdbc.sql(
                          "update %s set sealed = ? where %s = ? and sealed = ?"
                              .formatted(table.table, table.key))
                      .param(
                          seal.seal(
                              table.row(row.getKey()),
                              seal.open(table.row(row.getKey()), row.getValue())))
                      .params(row.getKey(), row.getValue())
                      .update());
    }
  }

  static OffsetDateTime at(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
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

  /** Each with its key column; the name goes into the seal, so that no row passes for another. */
  enum Table {
    LAUNCHING("smart_ehr_launching", "state_hash"),
    SESSION("smart_ehr_session", "id"),
    KEY("smart_ehr_key", "algorithm");

    private final String table;
    private final String key;

    Table(String table, String key) {
      this.table = table;
      this.key = key;
    }

    private String row(String id) {
      return table + "/" + id;
    }
  }
}

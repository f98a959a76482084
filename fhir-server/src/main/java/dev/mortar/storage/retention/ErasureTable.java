package dev.mortar.storage.retention;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The rows of {@code mortar_erasure} and of its keys. */
final class ErasureTable {
  private static final String SELECT =
      "select id, kind, asked, asked_by, reason, salt, state, removed, done, certificate from mortar_erasure ";

  private final JdbcClient jdbc;

  ErasureTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void add(Erasure erasure, Set<String> hashes) {
    jdbc.sql(
            """
            insert into mortar_erasure
              (id, kind, asked, asked_by, reason, salt, state, removed, done, certificate)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
        .params(erasure.id(), erasure.kind(), at(erasure.asked()), erasure.by(), erasure.reason())
        .params(erasure.salt(), erasure.state().name(), erasure.removed())
        .param(erasure.done().map(ErasureTable::at).orElse(null))
        .param(erasure.certificate())
        .update();
    addKeys(erasure.id(), hashes);
  }

  /** What is known already is not added again. */
  void addKeys(String erasure, Set<String> hashes) {
    Set<String> fresh = new HashSet<>(hashes);
    fresh.removeAll(keys(erasure));
    for (String hash : fresh) {
      jdbc.sql("insert into mortar_erasure_key (erasure, hash) values (?, ?)")
          .params(erasure, hash)
          .update();
    }
  }

  Set<String> keys(String erasure) {
    return new HashSet<>(
        jdbc.sql("select hash from mortar_erasure_key where erasure = ?")
            .param(erasure)
            .query(String.class)
            .list());
  }

  Optional<Erasure> find(String id) {
    return jdbc.sql(SELECT + "where id = ?").param(id).query(ErasureTable::read).optional();
  }

  /** One that is not done yet and has the key. */
  Optional<String> underWay(String hash) {
    return jdbc
        .sql(
            """
            select e.id from mortar_erasure e join mortar_erasure_key k on k.erasure = e.id
            where e.state <> 'DONE' and k.hash = ?""")
        .param(hash)
        .query(String.class)
        .list()
        .stream()
        .findFirst();
  }

  /** The newest first. */
  List<Erasure> newest(int limit) {
    return jdbc.sql(SELECT + "order by asked desc fetch first ? rows only")
        .param(limit)
        .query(ErasureTable::read)
        .list();
  }

  /** Those of people that are done; what retention removed comes back to be removed by itself. */
  List<Erasure> ofPeople() {
    return jdbc.sql(SELECT + "where kind = 'erasure' and state = 'DONE' order by asked")
        .query(ErasureTable::read)
        .list();
  }

  void removed(String id, int more) {
    jdbc.sql("update mortar_erasure set removed = removed + ? where id = ?")
        .params(more, id)
        .update();
  }

  void cleared(String id, String certificate) {
    jdbc.sql("update mortar_erasure set state = 'CLEARED', certificate = ? where id = ?")
        .params(certificate, id)
        .update();
  }

  void done(String id, Instant now) {
    jdbc.sql("update mortar_erasure set state = 'DONE', done = ? where id = ?")
        .params(at(now), id)
        .update();
  }

  void again(String id) {
    jdbc.sql("update mortar_erasure set state = 'RUNNING' where id = ?").param(id).update();
  }

  private static Erasure read(ResultSet row, int number) throws SQLException {
    return new Erasure(
        row.getString("id"),
        row.getString("kind"),
        row.getObject("asked", OffsetDateTime.class).toInstant(),
        row.getString("asked_by"),
        row.getString("reason"),
        row.getString("salt"),
        State.valueOf(row.getString("state")),
        row.getInt("removed"),
        Optional.ofNullable(row.getObject("done", OffsetDateTime.class))
            .map(OffsetDateTime::toInstant),
        row.getString("certificate"));
  }

  private static OffsetDateTime at(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  /** How far it is. */
  enum State {
    RUNNING,
    /** Nothing is left in the database; the full-text index still has to be rid of it. */
    CLEARED,
    DONE
  }

  /**
   * @param kind code of {@code pe-disposal-kind}
   * @param certificate as {@code Provenance/7}; empty before there is one
   */
  record Erasure(
      String id,
      String kind,
      Instant asked,
      String by,
      String reason,
      String salt,
      State state,
      int removed,
      Optional<Instant> done,
      String certificate) {}
}

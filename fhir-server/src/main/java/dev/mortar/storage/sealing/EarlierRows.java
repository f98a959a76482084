package dev.mortar.storage.sealing;

import ca.uhn.fhir.jpa.model.config.PartitionSettings;
import ca.uhn.fhir.jpa.model.entity.ResourceIndexedSearchParamToken;
import dev.mortar.storage.FullTextAgain;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Seals what was stored before it was to be sealed: all versions, their hashes, and the index of
 * tokens. Goes by the key of the rows and keeps in the database how far it has come; two nodes at
 * once do no harm, and searches find both what is done and what is not.
 */
final class EarlierRows {
  private static final Logger LOG = LoggerFactory.getLogger(EarlierRows.class);
  private static final String NAME = "resources";
  private static final int TOGETHER = 100;

  private final JdbcTemplate jdbc;
  private final TransactionTemplate transaction;
  private final Sealing sealing;
  private final PartitionSettings partitions;
  private final FullTextAgain fullText;

  EarlierRows(
      JdbcTemplate jdbc,
      TransactionTemplate transaction,
      Sealing sealing,
      PartitionSettings partitions,
      FullTextAgain fullText) {
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.sealing = sealing;
    this.partitions = partitions;
    this.fullText = fullText;
  }

  /**
   * @return how many versions were sealed
   */
  int seal() {
    Progress progress = progress();
    if (progress.done()) {
      return 0;
    }
    int sealed = 0;
    long upto = progress.upto();
    List<Version> page = page(upto);
    while (!page.isEmpty()) {
      sealed += seal(page);
      upto = page.getLast().pid();
      note(upto, false);
      LOG.info("{} earlier versions were sealed, up to row {}", sealed, upto);
      page = page(upto);
    }
    if (sealed > 0) {
      fullText.forgetReplaced();
    }
    note(upto, true);
    return sealed;
  }

  private int seal(List<Version> page) {
    Set<Long> changed = new TreeSet<>();
    int sealed = 0;
    for (Version version : page) {
      Boolean done = transaction.execute(status -> seal(version));
      if (Boolean.TRUE.equals(done)) {
        changed.add(version.resource());
        sealed++;
      }
    }
    if (!changed.isEmpty()) {
      fullText.index(changed);
    }
    return sealed;
  }

  /** The row stays locked meanwhile, so that whoever erases or changes it waits. */
  private boolean seal(Version version) {
    List<String> texts =
        jdbc.queryForList(
            "select res_text_vc from hfj_res_ver where pid = ? for update",
            String.class,
            version.pid());
    if (texts.isEmpty() || texts.getFirst() == null) {
      return false;
    }
    String stored = texts.getFirst();
    long resource = version.resource();
    Set<String> values = sealing.unsealed(resource, stored);
    if (values.isEmpty()) {
      return false;
    }
    jdbc.update(
        "update hfj_res_ver set res_text_vc = ? where pid = ?",
        sealing.sealed(resource, sealing.opened(resource, stored)),
        version.pid());
    hash(resource);
    values.forEach(value -> tokens(resource, value));
    return true;
  }

  private void hash(long resource) {
    jdbc.queryForList(
            "select hash_sha256 from hfj_resource where res_id = ? and hash_sha256 is not null",
            String.class,
            resource)
        .forEach(
            hash ->
                jdbc.update(
                    "update hfj_resource set hash_sha256 = ? where res_id = ? and hash_sha256 = ?",
                    sealing.sealedHash(hash),
                    resource,
                    hash));
  }

  private void tokens(long resource, String value) {
    List<Token> tokens =
        jdbc.query(
            """
            select t.sp_id, coalesce(t.res_type, i.res_type), coalesce(t.sp_name, i.sp_name),
              t.sp_system, t.sp_value
            from hfj_spidx_token t
            left join hfj_spidx_identity i on i.hash_identity = t.hash_identity
            where t.res_id = ? and (t.sp_value = ? or t.sp_value like ?)""",
            (row, number) ->
                new Token(
                    row.getLong(1),
                    row.getString(2),
                    row.getString(3),
                    row.getString(4),
                    row.getString(5)),
            resource,
            value,
            "%|" + value);
    for (Token token : tokens) {
      if (token.name() == null) {
        throw new IllegalStateException("Nothing tells the parameter of token " + token.id());
      }
      boolean typed = !token.value().equals(value);
      var hashed =
          new ResourceIndexedSearchParamToken(
              partitions,
              token.type(),
              token.name(),
              token.system(),
              typed ? sealing.hashedOfType(token.value()) : sealing.hashed(value));
      jdbc.update(
          """
          update hfj_spidx_token set sp_value = ?, hash_sys_and_value = ?, hash_value = ?
          where sp_id = ?""",
          hashed.getValue(),
          hashed.getHashSystemAndValue(),
          hashed.getHashValue(),
          token.id());
    }
  }

  /** The database leaves out what cannot hold anything; what it finds is read again. */
  private List<Version> page(long after) {
    List<String> signs = sealing.signs();
    if (signs.isEmpty()) {
      return List.of();
    }
    List<Object> arguments = new ArrayList<>();
    arguments.add(after);
    signs.forEach(sign -> arguments.add("%" + sign + "%"));
    arguments.add(TOGETHER);
    return jdbc.query(
        "select pid, res_id from hfj_res_ver where pid > ? and ("
            + String.join(" or ", signs.stream().map(sign -> "res_text_vc like ?").toList())
            + ") order by pid fetch first ? rows only",
        (row, number) -> new Version(row.getLong(1), row.getLong(2)),
        arguments.toArray());
  }

  /** Other rules begin anew. */
  private Progress progress() {
    List<Progress> found =
        jdbc.query(
            "select rules, upto, done from mortar_sealing where name = ?",
            (row, number) -> new Progress(row.getString(1), row.getLong(2), row.getBoolean(3)),
            NAME);
    if (found.isEmpty()) {
      jdbc.update(
          "insert into mortar_sealing (name, rules, upto, done) values (?, ?, 0, false)",
          NAME,
          sealing.rules());
    } else if (found.getFirst().rules().equals(sealing.rules())) {
      return found.getFirst();
    }
    return new Progress(sealing.rules(), 0, false);
  }

  private void note(long upto, boolean done) {
    jdbc.update(
        "update mortar_sealing set rules = ?, upto = ?, done = ? where name = ?",
        sealing.rules(),
        upto,
        done,
        NAME);
  }

  private record Progress(String rules, long upto, boolean done) {}

  private record Version(long pid, long resource) {}

  private record Token(
      long id, @Nullable String type, @Nullable String name, String system, String value) {}
}

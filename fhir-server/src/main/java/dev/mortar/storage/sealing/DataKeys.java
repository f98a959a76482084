package dev.mortar.storage.sealing;

import dev.mortar.authorization.Seal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.SecretKey;
import javax.sql.DataSource;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/**
 * The keys of what is sealed, one an owner. They lie in the database sealed by the key of {@code
 * mortar.secrets}: a new one of these seals anew only the keys, and nothing that they have sealed.
 */
final class DataKeys {
  private static final int MOST_KNOWN = 20_000;
  private static final int TOGETHER = 500;
  private static final String SELECT = "select sealed from mortar_data_key where owner = ?";
  private static final String INSERT = "insert into mortar_data_key (owner, sealed) values (?, ?)";

  private final DataSource database;
  private final JdbcTemplate jdbc;
  private final boolean ignoresConflicts;
  private final Seal seal;
  private final Ciphers ciphers;
  private final Map<String, SecretKey> lasting = new ConcurrentHashMap<>();
  private final Map<String, SecretKey> known = new ConcurrentHashMap<>();

  /**
   * @param ignoresConflicts whether the database has {@code on conflict do nothing}, without which
   *     the loser of a race would lose its transaction
   */
  DataKeys(DataSource database, boolean ignoresConflicts, Seal seal, Ciphers ciphers) {
    this.database = database;
    this.jdbc = new JdbcTemplate(database);
    this.ignoresConflicts = ignoresConflicts;
    this.seal = seal;
    this.ciphers = ciphers;
  }

  static String resource(long pid) {
    return "resource/" + pid;
  }

  /** Made with the caller's transaction, and gone with it if that is rolled back. */
  SecretKey forSealing(String owner) {
    Optional<String> found = find(owner);
    if (found.isEmpty()) {
      insert(owner, fresh(owner));
      found = find(owner);
    }
    return open(owner, found.orElseThrow());
  }

  /**
   * Made at once, whatever becomes of the caller's transaction; remembered for good, as to look for
   * it takes a connection beside the caller's.
   */
  SecretKey lasting(String owner) {
    return lasting.computeIfAbsent(owner, this::makeLasting);
  }

  private SecretKey makeLasting(String owner) {
    try (Connection connection = database.getConnection()) {
      Optional<String> found = find(connection, owner);
      if (found.isEmpty()) {
        insert(connection, owner);
        found = find(connection, owner);
      }
      return open(owner, found.orElseThrow());
    } catch (SQLException e) {
      throw new IllegalStateException("The keys of what is sealed cannot be reached", e);
    }
  }

  private static Optional<String> find(Connection connection, String owner) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(SELECT)) {
      select.setString(1, owner);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
      }
    }
  }

  private void insert(Connection connection, String owner) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(insert())) {
      insert.setString(1, owner);
      insert.setString(2, fresh(owner));
      insert.executeUpdate();
    } catch (SQLException e) {
      if (find(connection, owner).isEmpty()) {
        throw e;
      }
    }
  }

  /** The key as it was last seen, or as it is; empty if it is gone. */
  Optional<SecretKey> forOpening(String owner) {
    SecretKey seen = known.get(owner);
    return seen == null ? forOpeningAnew(owner) : Optional.of(seen);
  }

  /** Past what is remembered: a key that was seen in a transaction may have gone with it. */
  Optional<SecretKey> forOpeningAnew(String owner) {
    Optional<SecretKey> key = find(owner).map(kept -> open(owner, kept));
    if (known.size() >= MOST_KNOWN) {
      known.clear();
    }
    key.ifPresentOrElse(it -> known.put(owner, it), () -> known.remove(owner));
    return key;
  }

  void forget(Collection<String> owners) {
    List<String> all = List.copyOf(owners);
    var named = new NamedParameterJdbcTemplate(jdbc);
    for (int from = 0; from < all.size(); from += TOGETHER) {
      List<String> some = all.subList(from, Math.min(all.size(), from + TOGETHER));
      named.update("delete from mortar_data_key where owner in (:some)", Map.of("some", some));
      some.forEach(known::remove);
    }
  }

  /**
   * Seals keys by the newest key of {@code mortar.secrets}, so that the old one can go.
   *
   * @return the last owner that was looked at, empty behind the last of all
   */
  Optional<String> sealAnew(String after) {
    Map<String, String> page = new TreeMap<>();
    jdbc.query(
        "select owner, sealed from mortar_data_key where owner > ? order by owner"
            + " fetch first 500 rows only",
        row -> {
          page.put(row.getString(1), row.getString(2));
        },
        after);
    page.forEach(
        (owner, kept) -> {
          if (!seal.isNew(kept)) {
            jdbc.update(
                "update mortar_data_key set sealed = ? where owner = ? and sealed = ?",
                seal.seal(place(owner), seal.open(place(owner), kept)),
                owner,
                kept);
          }
        });
    return page.keySet().stream().reduce((one, next) -> next);
  }

  private Optional<String> find(String owner) {
    return jdbc.queryForList(SELECT, String.class, owner).stream().findFirst();
  }

  private void insert(String owner, String kept) {
    try {
      jdbc.update(insert(), owner, kept);
    } catch (DuplicateKeyException e) {
      // Somebody else was first, and theirs is read next.
    }
  }

  private String insert() {
    return ignoresConflicts ? INSERT + " on conflict do nothing" : INSERT;
  }

  private String fresh(String owner) {
    return seal.seal(place(owner), Base64.getEncoder().encodeToString(ciphers.newKey()));
  }

  private SecretKey open(String owner, String kept) {
    return Ciphers.key(Base64.getDecoder().decode(seal.open(place(owner), kept)));
  }

  private static String place(String owner) {
    return "data-key/" + owner;
  }
}

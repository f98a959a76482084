package dev.mortar.storage.matching;

import java.util.SortedSet;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionCallback;

/**
 * Advisory locks of PostgreSQL: they hold across all nodes of a cluster and end with the
 * transaction.
 */
final class PostgresMatchLocks implements MatchLocks {
  private final JdbcTemplate jdbc;

  PostgresMatchLocks(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public <T> @Nullable T holding(
      SortedSet<Long> keys, TransactionCallback<T> work, Transaction<T> transaction) {
    return transaction.run(
        status -> {
          acquire(keys);
          return work.doInTransaction(status);
        });
  }

  private void acquire(SortedSet<Long> keys) {
    // unnest() yields the array in its order, and the array is sorted.
    jdbc.query(
        "select pg_advisory_xact_lock(k) from unnest(?) as k",
        statement ->
            statement.setArray(
                1, statement.getConnection().createArrayOf("bigint", keys.toArray())),
        row -> {});
  }
}

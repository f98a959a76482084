package dev.mortar.storage.matching;

import java.util.SortedSet;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionCallback;

/**
 * Exclusive locks that last until a database transaction ends.
 *
 * <p>Whoever asks for a match URL holds its lock before looking for a match, so the second of two
 * identical conditional writes looks only after the first has committed, and finds its resource.
 */
interface MatchLocks {
  /**
   * Runs work in a transaction with all of the locks. They are taken in ascending order, so two
   * transactions cannot wait for each other.
   *
   * @param keys numbers that stand for match URLs; two URLs may share one
   */
  <T> @Nullable T holding(
      SortedSet<Long> keys, TransactionCallback<T> work, Transaction<T> transaction);

  /** Opens a transaction, does the work in it, and ends it. */
  interface Transaction<T> {
    @Nullable T run(TransactionCallback<T> work);
  }
}

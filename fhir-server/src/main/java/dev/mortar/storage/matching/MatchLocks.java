package dev.mortar.storage.matching;

import java.util.SortedSet;

/**
 * Exclusive locks that last until the current database transaction ends.
 *
 * <p>Whoever asks for a match URL holds its lock before looking for a match, so the second of two
 * identical conditional writes looks only after the first has committed, and finds its resource.
 */
interface MatchLocks {
  /**
   * Waits for all of the locks. They are taken in ascending order, so two transactions cannot wait
   * for each other.
   *
   * @param keys numbers that stand for match URLs; two URLs may share one
   */
  void acquire(SortedSet<Long> keys);
}

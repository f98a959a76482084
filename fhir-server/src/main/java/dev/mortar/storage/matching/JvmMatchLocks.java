package dev.mortar.storage.matching;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionCallback;

/**
 * Locks of this process, which is all that an embedded database needs: nobody else has it open.
 *
 * <p>They are taken before the transaction takes a connection. Otherwise those who wait could hold
 * every connection of the pool, and the one for whom they wait could not go on.
 */
final class JvmMatchLocks implements MatchLocks {
  /** Enough that two match URLs of a busy moment rarely share a stripe. */
  private static final int STRIPES = 1024;

  private final List<ReentrantLock> stripes =
      IntStream.range(0, STRIPES).mapToObj(i -> new ReentrantLock()).toList();

  @Override
  public <T> @Nullable T holding(
      SortedSet<Long> keys, TransactionCallback<T> work, Transaction<T> transaction) {
    SortedSet<Integer> wanted = new TreeSet<>();
    keys.forEach(key -> wanted.add(Math.floorMod(key, STRIPES)));
    Deque<ReentrantLock> held = new ArrayDeque<>(wanted.size());
    try {
      for (int stripe : wanted) {
        ReentrantLock lock = stripes.get(stripe);
        lock.lock();
        held.push(lock);
      }
      return transaction.run(work);
    } finally {
      held.forEach(ReentrantLock::unlock);
    }
  }
}

package dev.mortar.storage.matching;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Locks of this process, which is all that an embedded database needs: nobody else has it open. */
final class JvmMatchLocks implements MatchLocks {
  /** Enough that two match URLs of a busy moment rarely share a stripe. */
  private static final int STRIPES = 1024;

  private final List<ReentrantLock> stripes =
      IntStream.range(0, STRIPES).mapToObj(i -> new ReentrantLock()).toList();

  @Override
  public void acquire(SortedSet<Long> keys) {
    SortedSet<Integer> wanted = new TreeSet<>();
    keys.forEach(key -> wanted.add(Math.floorMod(key, STRIPES)));
    List<ReentrantLock> held = new ArrayList<>();
    TransactionSynchronizationManager.registerSynchronization(new Release(held));
    for (int stripe : wanted) {
      ReentrantLock lock = stripes.get(stripe);
      lock.lock();
      held.add(lock);
    }
  }

  /** After completion and not after commit: a rollback must let the others go on, too. */
  private record Release(List<ReentrantLock> held) implements TransactionSynchronization {
    @Override
    public void afterCompletion(int status) {
      held.forEach(ReentrantLock::unlock);
    }
  }
}

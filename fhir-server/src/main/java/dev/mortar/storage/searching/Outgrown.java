package dev.mortar.storage.searching;

import ca.uhn.fhir.sl.cache.Cache;
import ca.uhn.fhir.sl.cache.CacheFactory;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The kinds of searches that found more than a page the last time. An attempt would be in vain most
 * of the time, so only every {@value #TURNS}th search of such a kind is one.
 */
final class Outgrown {
  private static final int TURNS = 32;
  private static final int MOST_KINDS = 2_000;
  private static final Duration KEPT = Duration.ofHours(1);

  private final Cache<String, AtomicInteger> left = CacheFactory.build(KEPT.toMillis(), MOST_KINDS);

  /**
   * @param kind type, names of the parameters and size of the page
   */
  boolean isWorthATry(String kind) {
    AtomicInteger turns = left.getIfPresent(kind);
    return turns == null || turns.decrementAndGet() <= 0;
  }

  void add(String kind) {
    left.put(kind, new AtomicInteger(TURNS));
  }

  void remove(String kind) {
    left.invalidate(kind);
  }
}

package dev.mortar.authorization;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts requests of each caller: a full bucket to begin with, filled again evenly. When there are
 * too many callers all are forgotten, so that nobody can fill our memory.
 */
final class Buckets {
  private static final int CALLERS = 50_000;

  private final int perMinute;
  private final Clock clock;
  private final Map<String, Bucket> buckets = new ConcurrentHashMap<>();

  Buckets(int perMinute, Clock clock) {
    this.perMinute = perMinute;
    this.clock = clock;
  }

  /** How long the caller must wait; zero if the request may go on. */
  Duration take(String caller) {
    if (buckets.size() > CALLERS) {
      buckets.clear();
    }
    Instant now = clock.instant();
    Bucket after =
        buckets.compute(
            caller, (key, before) -> (before == null ? full(now) : filled(before, now)).less());
    double missing = -after.left();
    if (missing <= 0) {
      return Duration.ZERO;
    }
    buckets.computeIfPresent(caller, (key, bucket) -> bucket.more());
    return Duration.ofMillis((long) Math.ceil(missing * 60_000 / perMinute));
  }

  /** How many requests of the caller may go on at once now. */
  long left(String caller) {
    Bucket bucket = buckets.get(caller);
    return bucket == null
        ? perMinute
        : (long) Math.max(0, Math.floor(filled(bucket, clock.instant()).left()));
  }

  private Bucket full(Instant now) {
    return new Bucket(perMinute, now);
  }

  private Bucket filled(Bucket before, Instant now) {
    double seconds = Math.max(0, Duration.between(before.at(), now).toMillis()) / 1000.0;
    return new Bucket(Math.min(perMinute, before.left() + seconds * perMinute / 60), now);
  }

  private record Bucket(double left, Instant at) {
    Bucket less() {
      return new Bucket(left - 1, at);
    }

    Bucket more() {
      return new Bucket(left + 1, at);
    }
  }
}

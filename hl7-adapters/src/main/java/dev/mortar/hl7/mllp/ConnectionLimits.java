package dev.mortar.hl7.mllp;

import java.net.InetAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * How many connections there may be, altogether and from one address, and how often one address may
 * come: as many at once as in a second, then as they are replenished.
 */
final class ConnectionLimits {
  /** Addresses are remembered until they have been away for a second. */
  private static final int MOST_BUCKETS = 10_000;

  private final int total;
  private final int perPeer;
  private final int perSecond;
  private final LongSupplier nanos;
  private final Map<InetAddress, Integer> peers = new HashMap<>();
  private final Map<InetAddress, Bucket> buckets = new HashMap<>();
  private int open;

  /** What became of a connection that asked to be taken. */
  enum Admission {
    TAKEN,
    FULL,
    TOO_OFTEN
  }

  private record Bucket(double left, long at) {}

  ConnectionLimits(int total, int perPeer, int perSecond, LongSupplier nanos) {
    this.total = total;
    this.perPeer = perPeer;
    this.perSecond = perSecond;
    this.nanos = nanos;
  }

  synchronized Admission enter(InetAddress peer) {
    if (!draw(peer)) {
      return Admission.TOO_OFTEN;
    }
    int ofPeer = peers.getOrDefault(peer, 0);
    if (open >= total || ofPeer >= perPeer) {
      return Admission.FULL;
    }
    open++;
    peers.put(peer, ofPeer + 1);
    return Admission.TAKEN;
  }

  private boolean draw(InetAddress peer) {
    long now = nanos.getAsLong();
    if (buckets.size() >= MOST_BUCKETS) {
      buckets.values().removeIf(bucket -> refilled(bucket, now) >= perSecond);
    }
    Bucket bucket = buckets.getOrDefault(peer, new Bucket(perSecond, now));
    double left = refilled(bucket, now);
    boolean drawn = left >= 1;
    buckets.put(peer, new Bucket(drawn ? left - 1 : left, now));
    return drawn;
  }

  private double refilled(Bucket bucket, long now) {
    return Math.min(perSecond, bucket.left() + (now - bucket.at()) / 1e9 * perSecond);
  }

  synchronized void leave(InetAddress peer) {
    open--;
    peers.computeIfPresent(peer, (address, count) -> count == 1 ? null : count - 1);
    notifyAll();
  }

  /** Waits until everybody has left. False if somebody was still there at the deadline. */
  synchronized boolean awaitEmpty(Duration deadline) throws InterruptedException {
    long end = System.nanoTime() + deadline.toNanos();
    while (open > 0) {
      long left = (end - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        return false;
      }
      wait(left);
    }
    return true;
  }
}

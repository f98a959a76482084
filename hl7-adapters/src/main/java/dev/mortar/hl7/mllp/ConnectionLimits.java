package dev.mortar.hl7.mllp;

import java.net.InetAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** How many connections there may be, altogether and from one address. */
final class ConnectionLimits {
  private final int total;
  private final int perPeer;
  private final Map<InetAddress, Integer> peers = new HashMap<>();
  private int open;

  ConnectionLimits(int total, int perPeer) {
    this.total = total;
    this.perPeer = perPeer;
  }

  synchronized boolean enter(InetAddress peer) {
    int ofPeer = peers.getOrDefault(peer, 0);
    if (open >= total || ofPeer >= perPeer) {
      return false;
    }
    open++;
    peers.put(peer, ofPeer + 1);
    return true;
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

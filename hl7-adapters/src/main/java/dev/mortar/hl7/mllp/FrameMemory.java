package dev.mortar.hl7.mllp;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * What all connections together may hold of frames beyond their first 64 KiB. Without it, the
 * longest allowed frame times the number of connections would be the memory that peers can take.
 */
final class FrameMemory {
  private static final int UNIT = 4096;

  private final Semaphore units;

  FrameMemory(long bytes) {
    this.units = new Semaphore((int) Math.clamp(bytes / UNIT, 1, Integer.MAX_VALUE), true);
  }

  /** False if the memory did not become free in time. */
  boolean take(int bytes, Duration timeout) {
    try {
      return units.tryAcquire(units(bytes), timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  void give(int bytes) {
    units.release(units(bytes));
  }

  private static int units(int bytes) {
    return (bytes + UNIT - 1) / UNIT;
  }
}

package dev.mortar.hl7.mllp;

import java.time.Duration;
import java.util.Arrays;

/** The content of one frame while it comes; grows by doubling, and accounts for what it takes. */
final class FrameBuffer {
  private static final int FREE = 64 * 1024;
  private static final int SMALLEST = 4096;

  private final FrameMemory memory;
  private final int most;
  private final Duration patience;
  private byte[] bytes = new byte[SMALLEST];
  private int length;
  private int taken;

  FrameBuffer(FrameMemory memory, int most, Duration patience) {
    this.memory = memory;
    this.most = most;
    this.patience = patience;
  }

  int length() {
    return length;
  }

  /** What is kept of a broken frame. */
  byte[] head() {
    return Arrays.copyOf(bytes, Math.min(length, FREE));
  }

  byte[] content() {
    return Arrays.copyOf(bytes, length);
  }

  boolean fits(int more) {
    return more <= most - length;
  }

  /** False if there is no memory for it. */
  boolean append(byte[] from, int start, int end) {
    int more = end - start;
    if (length + more > bytes.length && !grow(length + more)) {
      return false;
    }
    System.arraycopy(from, start, bytes, length, more);
    length += more;
    return true;
  }

  void clear() {
    if (taken > 0) {
      memory.give(taken);
      taken = 0;
      bytes = new byte[SMALLEST];
    }
    length = 0;
  }

  private boolean grow(int needed) {
    int size = Math.min(Math.max(needed, bytes.length * 2), Math.max(most, needed));
    if (size > FREE) {
      // The old array is free only after the copy, so the whole new one is asked for.
      if (!memory.take(size, patience)) {
        return false;
      }
      int before = taken;
      taken = size;
      bytes = Arrays.copyOf(bytes, size);
      if (before > 0) {
        memory.give(before);
      }
    } else {
      bytes = Arrays.copyOf(bytes, size);
    }
    return true;
  }
}

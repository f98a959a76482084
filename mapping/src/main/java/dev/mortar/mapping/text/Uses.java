package dev.mortar.mapping.text;

import java.util.Arrays;

/**
 * Which atoms were used, by their offsets. A row reads values first; only if its converter made
 * something of them and it reached a resource does the row keep those reads as mapped. So an atom
 * cannot count as mapped because somebody merely looked at it.
 */
public final class Uses {
  private final byte[] fates;
  private int[] reads = new int[32];
  private int count;

  Uses(int length) {
    fates = new byte[length + 1];
  }

  void read(int offset) {
    if (count == reads.length) {
      reads = Arrays.copyOf(reads, count * 2);
    }
    reads[count++] = offset;
  }

  /** A point to which {@link #keep} and {@link #forget} refer. */
  public int mark() {
    return count;
  }

  /** What was read since the mark reached a resource. */
  public void keep(int mark) {
    for (int i = mark; i < count; i++) {
      fates[reads[i]] = (byte) Fate.MAPPED.ordinal();
    }
    count = mark;
  }

  /** What was read since the mark was of no use. */
  public void forget(int mark) {
    count = mark;
  }

  /** The offsets that were read since the mark. */
  public int[] since(int mark) {
    return Arrays.copyOfRange(reads, mark, count);
  }

  /**
   * An issue was raised that names the atoms from {@code start} to {@code end}; having been read
   * does not make them mapped.
   */
  void report(int start, int end) {
    for (int i = start; i < end; i++) {
      if (fates[i] == 0) {
        fates[i] = (byte) Fate.REPORTED.ordinal();
      }
    }
    int left = 0;
    for (int i = 0; i < count; i++) {
      if (reads[i] < start || reads[i] >= end) {
        reads[left++] = reads[i];
      }
    }
    count = left;
  }

  /** What was mapped here did not reach the bundle after all. */
  void drop(int start, int end) {
    Arrays.fill(fates, start, end, (byte) Fate.REPORTED.ordinal());
  }

  Fate fate(int offset) {
    return switch (fates[offset]) {
      case 1 -> Fate.MAPPED;
      case 2 -> Fate.REPORTED;
      default -> Fate.KEPT;
    };
  }
}

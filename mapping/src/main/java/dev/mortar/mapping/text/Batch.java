package dev.mortar.mapping.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A file or frame with any number of messages, with or without FHS, BHS, BTS and FTS around. */
public final class Batch {
  private Batch() {}

  /**
   * The messages in their order, byte for byte. What stands before the first MSH is left out;
   * without any MSH the result is empty.
   */
  public static List<byte[]> split(byte[] bytes) {
    List<byte[]> messages = new ArrayList<>();
    int start = -1;
    for (int i = 0; i < bytes.length; i++) {
      boolean lineStart = i == 0 || bytes[i - 1] < ' ' && bytes[i - 1] >= 0 || isMark(bytes, i);
      if (!lineStart) {
        continue;
      }
      if (starts(bytes, i, "MSH")) {
        add(bytes, start, i, messages);
        start = i;
      } else if (isEnvelope(bytes, i)) {
        add(bytes, start, i, messages);
        start = -1;
      }
    }
    add(bytes, start, bytes.length, messages);
    return messages;
  }

  /** Directly behind a UTF-8 byte order mark. */
  private static boolean isMark(byte[] bytes, int at) {
    return at == 3 && bytes[0] == (byte) 0xef && bytes[1] == (byte) 0xbb && bytes[2] == (byte) 0xbf;
  }

  private static boolean isEnvelope(byte[] bytes, int at) {
    return starts(bytes, at, "FHS")
        || starts(bytes, at, "BHS")
        || starts(bytes, at, "BTS")
        || starts(bytes, at, "FTS");
  }

  private static boolean starts(byte[] bytes, int at, String name) {
    return at + 3 < bytes.length
        && bytes[at] == name.charAt(0)
        && bytes[at + 1] == name.charAt(1)
        && bytes[at + 2] == name.charAt(2)
        && !Character.isLetterOrDigit(bytes[at + 3]);
  }

  private static void add(byte[] bytes, int start, int end, List<byte[]> messages) {
    if (start < 0) {
      return;
    }
    int stop = end;
    while (stop > start && bytes[stop - 1] >= 0 && bytes[stop - 1] <= ' ') {
      stop--;
    }
    messages.add(Arrays.copyOfRange(bytes, start, stop));
  }
}

package dev.mortar.hl7.inbox;

/** Segments as bytes, for what must be cut and joined as it came. */
final class Segments {
  private Segments() {}

  /** Where the last segment begins. */
  static int lastStart(byte[] message) {
    return startBefore(message, message.length);
  }

  /** Where the segment begins that ends before a place; line ends between do not count. */
  static int startBefore(byte[] message, int end) {
    int at = contentEnd(message, end);
    while (at > 0 && !isLineEnd(message[at - 1])) {
      at--;
    }
    return at;
  }

  /** The end of what stands before a place, without line ends and blanks. */
  static int contentEnd(byte[] message, int end) {
    int at = end;
    while (at > 0 && message[at - 1] >= 0 && message[at - 1] <= ' ') {
      at--;
    }
    return at;
  }

  /** Where the segment behind the one at a place begins, or the end of the message. */
  static int next(byte[] message, int from) {
    int at = from;
    while (at < message.length && !isLineEnd(message[at])) {
      at++;
    }
    while (at < message.length && isLineEnd(message[at])) {
      at++;
    }
    return at;
  }

  static boolean isNamed(byte[] message, int at, String name) {
    boolean starts =
        message.length >= at + 3
            && message[at] == name.charAt(0)
            && message[at + 1] == name.charAt(1)
            && message[at + 2] == name.charAt(2);
    return starts && (message.length == at + 3 || !Character.isLetterOrDigit(message[at + 3]));
  }

  private static boolean isLineEnd(byte b) {
    return b == '\r' || b == '\n';
  }
}

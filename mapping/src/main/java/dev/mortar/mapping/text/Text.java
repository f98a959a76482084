package dev.mortar.mapping.text;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * Bytes to text with the escape sequences of HL7 v2.5.1 section 2.7. What is not a sequence that we
 * know stays as it stands.
 */
final class Text {
  /** Flags, types and statuses are one character long, so the text for each is made once. */
  private static final String[] SINGLE = new String[128];

  static {
    for (char c = 0; c < SINGLE.length; c++) {
      SINGLE[c] = String.valueOf(c);
    }
  }

  private Text() {}

  static String decode(Message message, int from, int to) {
    byte[] bytes = message.bytes();
    byte escape = message.delimiters().escape();
    int all = 0;
    for (int i = from; i < to; i++) {
      byte b = bytes[i];
      if (b == escape && escape != 0) {
        return unescape(message, from, to);
      }
      all |= b;
    }
    if (all < 0 || !message.keepsAscii()) {
      return new String(bytes, from, to - from, message.encoding().indexed());
    }
    // The fastest way there is from ASCII bytes to a text.
    return to - from == 1
        ? SINGLE[bytes[from]]
        : new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
  }

  private static String unescape(Message message, int from, int to) {
    byte[] bytes = message.bytes();
    byte escape = message.delimiters().escape();
    ByteArrayOutputStream out = new ByteArrayOutputStream(to - from);
    int i = from;
    while (i < to) {
      int close = bytes[i] == escape ? close(bytes, i + 1, to, escape) : -1;
      if (close < 0 || !sequence(message, i + 1, close, out)) {
        out.write(bytes[i++]);
      } else {
        i = close + 1;
      }
    }
    return out.toString(message.encoding().indexed());
  }

  private static int close(byte[] bytes, int from, int to, byte escape) {
    for (int i = from; i < to; i++) {
      if (bytes[i] == escape) {
        return i;
      }
    }
    return -1;
  }

  /** False if the bytes between the escape characters are no sequence. */
  private static boolean sequence(Message message, int from, int to, ByteArrayOutputStream out) {
    byte[] bytes = message.bytes();
    if (from == to) {
      return false;
    }
    if (bytes[from] == 'X') {
      return hex(bytes, from + 1, to, message.encoding().indexed(), out);
    }
    if (bytes[from] == '.') {
      return format(new String(bytes, from + 1, to - from - 1, StandardCharsets.US_ASCII), out);
    }
    return to == from + 1 && single(message.delimiters(), bytes[from], out);
  }

  private static boolean single(Delimiters delimiters, byte code, ByteArrayOutputStream out) {
    switch (code) {
      case 'F' -> out.write(delimiters.field());
      case 'S' -> out.write(delimiters.component());
      case 'T' -> out.write(delimiters.subcomponent());
      case 'R' -> out.write(delimiters.repetition());
      case 'E' -> out.write(delimiters.escape());
      case 'P' -> out.write('#');
      case 'H', 'N' -> {
        return true;
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private static boolean format(String command, ByteArrayOutputStream out) {
    String name = command.length() < 2 ? "" : command.substring(0, 2);
    switch (name) {
      case "br", "sp", "ce" -> out.write('\n');
      case "sk" -> out.write(' ');
      case "in", "ti", "fi", "nf" -> {
        return true;
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private static boolean hex(
      byte[] bytes, int from, int to, Charset charset, ByteArrayOutputStream out) {
    if (from == to || (to - from) % 2 != 0) {
      return false;
    }
    byte[] decoded = new byte[(to - from) / 2];
    for (int i = 0; i < decoded.length; i++) {
      int high = Character.digit(bytes[from + 2 * i], 16);
      int low = Character.digit(bytes[from + 2 * i + 1], 16);
      if (high < 0 || low < 0) {
        return false;
      }
      decoded[i] = (byte) (high << 4 | low);
    }
    String text = new String(decoded, charset);
    if (text.indexOf('\ufffd') >= 0) {
      return false;
    }
    out.writeBytes(decoded);
    return true;
  }
}

package dev.mortar.hl7.inbox;

import java.nio.charset.StandardCharsets;

/**
 * Which part of a message came, where a sender divides one that is too long.
 *
 * @param continues MSH-14: the pointer of the fragment before; empty for a first one
 * @param continuedBy DSC-1: the pointer that the next fragment bears; empty for a last one
 * @see <a href="https://www.hl7.eu/HL7v2x/v251/std251/ch02.html">HL7 v2.5.1, 2.10.2</a>
 */
public record Part(String continues, String continuedBy) {
  /** The message is whole. */
  public static final Part WHOLE = new Part("", "");

  /**
   * @param pointer MSH-14
   * @param separator of the fields
   */
  public static Part of(byte[] message, String pointer, char separator) {
    int start = Segments.lastStart(message);
    if (!Segments.isNamed(message, start, "DSC")) {
      return pointer.isEmpty() ? WHOLE : new Part(pointer, "");
    }
    String line =
        new String(message, start, message.length - start, StandardCharsets.ISO_8859_1).strip();
    String[] fields = (line + separator + separator + separator).split(quoted(separator), -1);
    // A response that is to be asked for further (style I) is no fragment of a message.
    boolean asked = fields[2].equals("I");
    return asked ? WHOLE : new Part(pointer, fields[1]);
  }

  /** Whether there are others, without which it is not to be applied. */
  public boolean isFragment() {
    return !equals(WHOLE);
  }

  private static String quoted(char separator) {
    return "\\Q" + separator + "\\E";
  }
}

package dev.mortar.mapping.text;

/** The separators that MSH-1 and MSH-2 name; 0 stands for one that the message does not use. */
public record Delimiters(
    byte field, byte component, byte repetition, byte escape, byte subcomponent) {
  /** What the standard recommends. */
  public static final Delimiters USUAL =
      new Delimiters((byte) '|', (byte) '^', (byte) '~', (byte) '\\', (byte) '&');

  /**
   * @param bytes a message whose MSH stands at {@code at}
   */
  static Delimiters read(byte[] bytes, int at) {
    byte field = at + 3 < bytes.length ? bytes[at + 3] : USUAL.field;
    byte[] rest = new byte[4];
    for (int i = 0; i < 4; i++) {
      int position = at + 4 + i;
      if (position >= bytes.length || ends(bytes[position]) || bytes[position] == field) {
        break;
      }
      rest[i] = bytes[position];
    }
    return rest[0] == 0
        ? new Delimiters(field, USUAL.component, USUAL.repetition, USUAL.escape, USUAL.subcomponent)
        : new Delimiters(field, rest[0], rest[1], rest[2], rest[3]);
  }

  private static boolean ends(byte b) {
    return b == '\r' || b == '\n';
  }
}

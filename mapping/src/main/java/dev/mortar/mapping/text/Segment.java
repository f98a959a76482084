package dev.mortar.mapping.text;

/** One segment; its fields are found when the first of them is asked for. */
public final class Segment {
  private final Message message;
  private final String name;
  private final int occurrence;
  private final int start;
  private final int end;
  private int[] fieldStarts = {};

  Segment(Message message, String name, int occurrence, int start, int end) {
    this.message = message;
    this.name = name;
    this.occurrence = occurrence;
    this.start = start;
    this.end = end;
  }

  public String name() {
    return name;
  }

  /** The how-manieth segment of this name, from 1. */
  public int occurrence() {
    return occurrence;
  }

  public int start() {
    return start;
  }

  public int end() {
    return end;
  }

  public Message message() {
    return message;
  }

  /** The offset of the first field; of MSH, that of MSH-3. */
  int data() {
    return starts()[0];
  }

  /** The number of the last field. */
  public int size() {
    return starts().length - 1 + shift();
  }

  /**
   * @param number from 1; MSH-1 and MSH-2 are empty because they are not data
   */
  public Value field(int number) {
    int[] starts = starts();
    int index = number - 1 - shift();
    if (index < 0 || index >= starts.length - 1 || starts[index] == starts[index + 1] - 1) {
      return message.nothing();
    }
    return new Value(message, starts[index], starts[index + 1] - 1, Level.FIELD);
  }

  /** MSH and the batch headers name their separators where others have their first two fields. */
  boolean isHeader() {
    return name.equals("MSH") || name.equals("FHS") || name.equals("BHS");
  }

  private int shift() {
    return isHeader() ? 2 : 0;
  }

  private int[] starts() {
    if (fieldStarts.length == 0) {
      fieldStarts = find();
    }
    return fieldStarts;
  }

  /** Starts of all fields after the name, and as the last entry the end of the segment plus one. */
  private int[] find() {
    byte[] bytes = message.bytes();
    byte separator = message.delimiters().field();
    int skip = isHeader() ? 1 : 0;
    int fields = 1 - skip;
    for (int i = start + 3; i < end; i++) {
      if (bytes[i] == separator) {
        fields++;
      }
    }
    int[] found = new int[Math.max(fields, 1)];
    int count = 0;
    for (int i = start + 3; i < end; i++) {
      if (bytes[i] == separator && skip-- <= 0) {
        found[count++] = i + 1;
      }
    }
    found[count] = end + 1;
    return found;
  }
}

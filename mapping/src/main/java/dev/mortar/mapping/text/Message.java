package dev.mortar.mapping.text;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ObjIntConsumer;

/**
 * An HL7 v2 message as its bytes and the offsets of its segments. CR, LF and CRLF all end a
 * segment; a line that cannot be a segment continues the one before it, because senders put line
 * breaks into text.
 */
public final class Message {
  /**
   * Fields, components, repetitions and segments that are read at most. Each may become an object
   * of a few hundred bytes, so a message of 16 MB that is nothing but separators would need
   * gigabytes. A long document is one value and no matter.
   */
  private static final int MOST_PARTS = 250_000;

  private final byte[] bytes;
  private final Encoding encoding;
  private final Delimiters delimiters;
  private final List<Segment> segments = new ArrayList<>();
  private final Uses uses;
  private final boolean endless;
  private final boolean keepsAscii;
  private final Value nothing = new Value(this, 0, 0, Level.SUBCOMPONENT);

  private Message(byte[] bytes, Encoding encoding, int header) {
    this.bytes = bytes;
    this.encoding = encoding;
    this.delimiters = Delimiters.read(bytes, header);
    this.uses = new Uses(bytes.length);
    this.endless = isEndless();
    this.keepsAscii = encoding.keepsAscii();
    split(header);
  }

  /**
   * Empty if there is no MSH segment.
   *
   * @param standard how to decode unless MSH-18 says otherwise
   */
  public static Optional<Message> parse(byte[] raw, Charset standard) {
    Encoding encoding = Encoding.of(raw, standard);
    byte[] bytes = encoding.readable(raw);
    int header = header(bytes);
    return header < 0 ? Optional.empty() : Optional.of(new Message(bytes, encoding, header));
  }

  /** Whether it has more parts than are read; then only its header is. */
  public boolean endless() {
    return endless;
  }

  public List<Segment> segments() {
    return segments;
  }

  /** The first segment of that name. */
  public Optional<Segment> first(String name) {
    for (Segment segment : segments) {
      if (segment.name().equals(name)) {
        return Optional.of(segment);
      }
    }
    return Optional.empty();
  }

  public Segment header() {
    return segments.getFirst();
  }

  public Delimiters delimiters() {
    return delimiters;
  }

  public Encoding encoding() {
    return encoding;
  }

  public Uses uses() {
    return uses;
  }

  public Fate fate(int offset) {
    return uses.fate(offset);
  }

  /** An issue names this value, so what is in it is not lost in silence. */
  public void report(Value value) {
    uses.report(value.start(), value.end());
  }

  /** The resource that was made of this segment was given up; an issue says why. */
  public void drop(Segment segment) {
    uses.drop(segment.start(), segment.end());
  }

  /** Uses a value without reading it: for {@code ""}, which removes an element. */
  public void use(Value value) {
    uses.read(value.start());
  }

  /** What the message does not have; one for all, because most of what rows ask for is empty. */
  Value nothing() {
    return nothing;
  }

  byte[] bytes() {
    return bytes;
  }

  boolean keepsAscii() {
    return keepsAscii;
  }

  String decode(int from, int to) {
    return Text.decode(this, from, to).strip();
  }

  /** Calls back with every atom: its segment and the offset of its first byte. */
  public void atoms(ObjIntConsumer<Segment> visitor) {
    for (Segment segment : segments) {
      int from = segment.data();
      for (int i = from; i <= segment.end(); i++) {
        if (i == segment.end() || separates(bytes[i])) {
          if (i > from && isData(from, i)) {
            visitor.accept(segment, from);
          }
          from = i + 1;
        }
      }
    }
  }

  /** The text of the atom that starts at an offset. */
  public String atom(Segment segment, int offset) {
    int end = offset;
    while (end < segment.end() && !separates(bytes[end])) {
      end++;
    }
    return decode(offset, end);
  }

  private boolean isData(int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] != ' ' && bytes[i] != '\t' && bytes[i] != '\r' && bytes[i] != '\n') {
        return true;
      }
    }
    return false;
  }

  boolean separates(byte b) {
    return b == delimiters.field()
        || b == delimiters.component()
        || b == delimiters.repetition()
        || b == delimiters.subcomponent();
  }

  private static int header(byte[] bytes) {
    for (int i = 0; i + 8 <= bytes.length; i++) {
      boolean lineStart = i == 0 || bytes[i - 1] < ' ';
      if (lineStart && bytes[i] == 'M' && bytes[i + 1] == 'S' && bytes[i + 2] == 'H') {
        return i;
      }
    }
    return -1;
  }

  private void split(int header) {
    Map<String, Integer> occurrences = new HashMap<>();
    int start = header;
    while (start < bytes.length && !(endless && !segments.isEmpty())) {
      int end = lineEnd(start);
      int next = end;
      while (next < bytes.length && isBreak(bytes[next])) {
        next++;
      }
      while (next < bytes.length && !isSegment(next)) {
        end = lineEnd(next);
        next = end;
        while (next < bytes.length && isBreak(bytes[next])) {
          next++;
        }
      }
      String name = new String(bytes, start, 3, StandardCharsets.US_ASCII).intern();
      segments.add(new Segment(this, name, occurrences.merge(name, 1, Integer::sum), start, end));
      start = next;
    }
  }

  private boolean isEndless() {
    int parts = 0;
    for (int i = 0; bytes.length > MOST_PARTS && i < bytes.length && parts <= MOST_PARTS; i++) {
      parts += separates(bytes[i]) || isBreak(bytes[i]) ? 1 : 0;
    }
    return parts > MOST_PARTS;
  }

  private int lineEnd(int from) {
    int i = from;
    while (i < bytes.length && !isBreak(bytes[i])) {
      i++;
    }
    return i;
  }

  private boolean isSegment(int at) {
    if (at + 3 > bytes.length || !isUpper(bytes[at])) {
      return false;
    }
    boolean named = isUpperOrDigit(bytes[at + 1]) && isUpperOrDigit(bytes[at + 2]);
    boolean ended =
        at + 3 == bytes.length || bytes[at + 3] == delimiters.field() || isBreak(bytes[at + 3]);
    return named && ended;
  }

  private static boolean isBreak(byte b) {
    return b == '\r' || b == '\n' || b == 0x0b || b == 0x1c;
  }

  private static boolean isUpper(byte b) {
    return b >= 'A' && b <= 'Z';
  }

  private static boolean isUpperOrDigit(byte b) {
    return isUpper(b) || b >= '0' && b <= '9';
  }
}

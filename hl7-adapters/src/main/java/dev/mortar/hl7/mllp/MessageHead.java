package dev.mortar.hl7.mllp;

import dev.mortar.mapping.Heading;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The MSH segment, as far as an acknowledgement and the inbox need it. Fields are kept as Latin-1,
 * which gives every byte back as it came, whatever character set the sender uses.
 *
 * @param separator MSH-1
 * @param fields the fields from MSH-2 on
 */
record MessageHead(char separator, List<String> fields) {
  private static final int LONGEST = 8192;

  MessageHead {
    fields = List.copyOf(fields);
  }

  /** Empty if the content does not begin with an MSH segment of sensible length. */
  static Optional<MessageHead> read(byte[] content) {
    return read(content, skipBlank(content), "MSH");
  }

  /** The header of a batch or of a file, which is laid out like an MSH. */
  static Optional<MessageHead> readEnvelope(byte[] content, String name) {
    for (int at = skipBlank(content); at >= 0 && at < content.length; at = nextLine(content, at)) {
      if (startsWith(content, at, "MSH")) {
        return Optional.empty();
      }
      if (startsWith(content, at, name)) {
        return read(content, at, name);
      }
    }
    return Optional.empty();
  }

  private static int nextLine(byte[] content, int from) {
    for (int at = from; at < content.length; at++) {
      if (content[at] == '\r' || content[at] == '\n') {
        return at + 1;
      }
    }
    return -1;
  }

  private static Optional<MessageHead> read(byte[] content, int start, String name) {
    if (content.length < start + 8 || !startsWith(content, start, name)) {
      return Optional.empty();
    }
    int end = start;
    int limit = Math.min(content.length, start + LONGEST);
    while (end < limit && content[end] != '\r' && content[end] != '\n') {
      end++;
    }
    if (end == limit && limit < content.length) {
      return Optional.empty();
    }
    char separator = (char) (content[start + 3] & 0xFF);
    if (Character.isLetterOrDigit(separator) || separator <= ' ') {
      return Optional.empty();
    }
    String rest = new String(content, start + 4, end - start - 4, StandardCharsets.ISO_8859_1);
    return Optional.of(new MessageHead(separator, split(rest, separator)));
  }

  /** A byte order mark and line ends before the first segment change nothing. */
  private static int skipBlank(byte[] content) {
    int at = 0;
    if (content.length >= 3
        && content[0] == (byte) 0xEF
        && content[1] == (byte) 0xBB
        && content[2] == (byte) 0xBF) {
      at = 3;
    }
    while (at < content.length
        && (content[at] == '\r' || content[at] == '\n' || content[at] == ' ')) {
      at++;
    }
    return at;
  }

  private static boolean startsWith(byte[] content, int at, String name) {
    return content.length >= at + 3
        && content[at] == name.charAt(0)
        && content[at + 1] == name.charAt(1)
        && content[at + 2] == name.charAt(2);
  }

  private static List<String> split(String text, char separator) {
    List<String> parts = new ArrayList<>();
    int from = 0;
    for (int at = text.indexOf(separator); at >= 0; at = text.indexOf(separator, from)) {
      parts.add(text.substring(from, at));
      from = at + 1;
    }
    parts.add(text.substring(from));
    return parts;
  }

  /**
   * A field as it came, empty if it is absent.
   *
   * @param number 2 or more, as the standard counts
   */
  String field(int number) {
    return number - 2 < fields.size() ? fields.get(number - 2) : "";
  }

  /** MSH-2, or the usual one where a sender left it out. */
  String encoding() {
    return field(2).isEmpty() ? "^~\\&" : field(2);
  }

  char componentSeparator() {
    return encoding().charAt(0);
  }

  /** A component of a field, empty if it is absent. */
  String component(int field, int number) {
    List<String> components = split(field(field), componentSeparator());
    return number <= components.size() ? components.get(number - 1) : "";
  }

  String controlId() {
    return field(10);
  }

  Heading heading() {
    String trigger = component(9, 2);
    String type = trigger.isEmpty() ? component(9, 1) : component(9, 1) + '^' + trigger;
    return new Heading(
        text(controlId()),
        text(type),
        text(component(9, 3)),
        text(component(12, 1)),
        text(field(7)),
        text(field(3)),
        text(field(4)),
        text(field(5)),
        text(field(6)));
  }

  /** What names a message without one. */
  static Heading unknown() {
    return new Heading("", "", "", "", "", "", "", "", "");
  }

  /** Names are ASCII nearly always; where they are not, UTF-8 unless that cannot be. */
  private static String text(String latin) {
    if (latin.chars().allMatch(sign -> sign < 0x80)) {
      return latin;
    }
    byte[] bytes = latin.getBytes(StandardCharsets.ISO_8859_1);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return latin;
    }
  }
}

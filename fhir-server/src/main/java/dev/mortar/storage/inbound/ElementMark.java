package dev.mortar.storage.inbound;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The event by which an element has the value that it has, or none.
 *
 * <p>Of several events the newest one holds that set or deleted the element; if there is none, the
 * oldest one that had to bring a value of which it knew nothing. So the order in which they come
 * changes nothing. Of two events at the same time the one that comes last holds.
 */
record ElementMark(Kind kind, Instant at) {
  /** Whom any event replaces that says something: what came by REST, before all messages. */
  static final ElementMark OPEN = new ElementMark(Kind.INITIAL, Instant.EPOCH);

  enum Kind {
    SET('='),
    DELETED('-'),
    INITIAL('~');

    private final char sign;

    Kind(char sign) {
      this.sign = sign;
    }

    private static Kind of(char sign) {
      for (Kind kind : values()) {
        if (kind.sign == sign) {
          return kind;
        }
      }
      throw new IllegalArgumentException("No kind of element time: " + sign);
    }
  }

  /**
   * @param before of the same element; null if no event spoke of it
   */
  boolean holds(@Nullable ElementMark before) {
    if (before == null) {
      return true;
    }
    if (before.kind == Kind.INITIAL) {
      return kind != Kind.INITIAL || at.isBefore(before.at);
    }
    return kind != Kind.INITIAL && !at.isBefore(before.at);
  }

  /** Lines of a sign, the milliseconds since 1970 to the base 36, a space, and the element. */
  static String write(Map<String, ElementMark> marks) {
    StringBuilder text = new StringBuilder();
    new TreeMap<>(marks)
        .forEach(
            (element, mark) ->
                text.append(mark.kind.sign)
                    .append(Long.toString(mark.at.toEpochMilli(), Character.MAX_RADIX))
                    .append(' ')
                    .append(element)
                    .append('\n'));
    return text.toString();
  }

  static Map<String, ElementMark> read(String text) {
    Map<String, ElementMark> marks = new TreeMap<>();
    text.lines()
        .filter(line -> !StayText.isLine(line))
        .forEach(
            line -> {
              int space = line.indexOf(' ');
              long millis = Long.parseLong(line.substring(1, space), Character.MAX_RADIX);
              Kind kind = Kind.of(line.charAt(0));
              marks.put(
                  line.substring(space + 1), new ElementMark(kind, Instant.ofEpochMilli(millis)));
            });
    return marks;
  }
}

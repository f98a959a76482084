package dev.mortar.mapping.outward;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Puts text together with the usual separators. Everything that comes from a resource is escaped,
 * so that no value can become a segment or a field of its own.
 */
final class Out {
  private Out() {}

  /** A primitive value; the empty string for none. */
  static String text(@Nullable String value) {
    if (value == null || value.isEmpty()) {
      return "";
    }
    StringBuilder out = new StringBuilder(value.length() + 8);
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '|' -> out.append("\\F\\");
        case '^' -> out.append("\\S\\");
        case '&' -> out.append("\\T\\");
        case '~' -> out.append("\\R\\");
        case '\\' -> out.append("\\E\\");
        case '\r' -> out.append(i + 1 < value.length() && value.charAt(i + 1) == '\n' ? "" : BREAK);
        case '\n' -> out.append(BREAK);
        default -> out.append(c < ' ' ? "\\X%02X\\".formatted((int) c) : c);
      }
    }
    return out.toString();
  }

  private static final String BREAK = "\\.br\\";

  /** Parts that are escaped already; those at the end that are empty are left out. */
  static String components(String... parts) {
    return join(List.of(parts), '^');
  }

  static String subcomponents(String... parts) {
    return join(List.of(parts), '&');
  }

  static String repetitions(Stream<String> parts) {
    return parts.filter(part -> !part.isEmpty()).collect(Collectors.joining("~"));
  }

  /** A component with a value at a number that only few have. */
  static String at(int number, String value, String... first) {
    if (value.isEmpty()) {
      return components(first);
    }
    StringBuilder out = new StringBuilder(String.join("^", first));
    out.append("^".repeat(number - first.length)).append(value);
    return out.toString();
  }

  static String join(Collection<String> parts, char separator) {
    String joined =
        parts.stream().map(Objects::requireNonNull).collect(Collectors.joining("" + separator));
    int end = joined.length();
    while (end > 0 && joined.charAt(end - 1) == separator) {
      end--;
    }
    return joined.substring(0, end);
  }
}

package dev.mortar.mapping.cli;

import dev.mortar.mapping.Coverage;
import dev.mortar.mapping.Mapped;
import dev.mortar.mapping.MappingIssue;
import java.util.Locale;
import java.util.stream.Collectors;

/** One mapped message as one line of JSON. */
final class JsonLine {
  private JsonLine() {}

  /**
   * @param bundle already JSON
   */
  static String of(String file, Mapped mapped, String bundle) {
    Coverage coverage = mapped.coverage();
    return "{\"file\":"
        + string(file)
        + ",\"controlId\":"
        + string(mapped.heading().controlId())
        + ",\"type\":"
        + string(mapped.heading().type())
        + ",\"status\":"
        + string(mapped.status().name().toLowerCase(Locale.ROOT))
        + ",\"bundle\":"
        + bundle
        + ",\"issues\":["
        + mapped.issues().stream().map(JsonLine::issue).collect(Collectors.joining(","))
        + "],\"coverage\":{\"atoms\":%d,\"mapped\":%d,\"kept\":%d,\"reported\":%d,\"lost\":%d}}"
            .formatted(
                coverage.atoms(),
                coverage.mapped(),
                coverage.kept(),
                coverage.reported(),
                coverage.lost());
  }

  private static String issue(MappingIssue issue) {
    return "{\"severity\":"
        + string(issue.severity().name().toLowerCase(Locale.ROOT))
        + ",\"code\":"
        + string(issue.code().name().toLowerCase(Locale.ROOT).replace('_', '-'))
        + ",\"path\":"
        + string(issue.path())
        + ",\"text\":"
        + string(issue.text())
        + "}";
  }

  private static String string(String text) {
    StringBuilder json = new StringBuilder(text.length() + 2).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (c < ' ') {
        json.append("\\u%04x".formatted((int) c));
      } else {
        json.append(c);
      }
    }
    return json.append('"').toString();
  }
}

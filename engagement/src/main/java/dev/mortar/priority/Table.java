package dev.mortar.priority;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.List;

/** A table of codes that lies beside the classes: comma-separated, one heading line. */
final class Table {
  private Table() {}

  static List<List<String>> rows(String name) {
    var stream = Table.class.getResourceAsStream(name);
    if (stream == null) {
      throw new IllegalStateException("built without " + name);
    }
    try (var lines = new BufferedReader(new InputStreamReader(stream, UTF_8))) {
      return lines.lines().skip(1).map(line -> List.of(line.split(",", -1))).toList();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}

package dev.mortar.access;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A small table beside this class: a line of headings, then lines with as many cells. */
record Table(List<Map<String, String>> rows) {

  static Table read(String name) {
    try (InputStream file = Table.class.getResourceAsStream(name)) {
      if (file == null) {
        throw new IllegalStateException("The table " + name + " is missing from the program.");
      }
      return parse(name, new String(file.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("The table " + name + " cannot be read.", e);
    }
  }

  private static Table parse(String name, String text) {
    List<String> lines = text.lines().toList();
    String[] headings = lines.getFirst().split(",", -1);
    List<Map<String, String>> rows = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split(",", -1);
      if (cells.length != headings.length) {
        throw new IllegalStateException("Table " + name + ", line without all cells: " + line);
      }
      Map<String, String> row = new LinkedHashMap<>();
      for (int i = 0; i < cells.length; i++) {
        row.put(headings[i].strip(), cells[i].strip());
      }
      rows.add(row);
    }
    return new Table(List.copyOf(rows));
  }

  static String cell(Map<String, String> row, String heading) {
    String cell = row.get(heading);
    if (cell == null || cell.isEmpty()) {
      throw new IllegalStateException("No " + heading + " in the row " + row.values());
    }
    return cell;
  }
}

package dev.mortar.mapping.segment;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Every row of the official segment maps: done, done in another way, or not done and why. A field
 * that one row of ours reads counts for all rows of that field in the same map.
 */
final class GuideCoverage {
  private static final Path REASONS =
      Path.of("src", "test", "resources", "dev", "mortar", "mapping", "not-done.csv");

  private final Map<String, String> reasons = new LinkedHashMap<>();
  private final Map<String, Row<?>> implemented = new HashMap<>();
  private final Map<String, List<String>> maps = new LinkedHashMap<>();
  private final List<String> unexplained = new ArrayList<>();
  private int done;
  private int ours;
  private int open;

  private GuideCoverage() {}

  static GuideCoverage of(Path guide) throws IOException {
    GuideCoverage coverage = new GuideCoverage();
    Files.readAllLines(REASONS).stream()
        .filter(line -> !line.startsWith("#") && line.indexOf(',') > 0)
        .forEach(
            line ->
                coverage.reasons.put(
                    line.substring(0, line.indexOf(',')), line.substring(line.indexOf(',') + 1)));
    for (SegmentMap<?> map : SegmentMaps.all()) {
      for (Row<?> row : map.rows()) {
        String id = row.id().replace("ours: ", "");
        coverage.implemented.putIfAbsent(id.substring(0, id.indexOf(" =>")), row);
      }
    }
    try (Stream<Path> files = Files.list(guide)) {
      for (Path file : files.sorted().toList()) {
        coverage.read(file);
      }
    }
    return coverage;
  }

  /** Rows that are not done and for which no reason is written. */
  List<String> unexplained() {
    return unexplained;
  }

  String page() {
    StringBuilder page = new StringBuilder("# The rows of the guide\n\n");
    page.append("Written by a test from the segment maps of the HL7 v2-to-FHIR guide 1.0.0: ")
        .append(done)
        .append(" rows are done as the guide says, ")
        .append(ours)
        .append(" in our way, ")
        .append(open)
        .append(" not, each with the reason. Maps for which the guide has none are in ROWS.md.\n");
    maps.forEach(
        (map, rows) -> {
          page.append("\n## ").append(map).append("\n\n| row | guide | |\n|---|---|---|\n");
          rows.forEach(page::append);
        });
    return page.toString();
  }

  private void read(Path file) throws IOException {
    String name = file.getFileName().toString();
    String map = name.substring(name.indexOf("R4_ ") + 4, name.indexOf(" - ", 21));
    for (List<String> cells : records(Files.readString(file, StandardCharsets.UTF_8))) {
      if (cells.size() > 9 && !cells.get(9).isBlank() && cells.get(0).matches("\\d*")) {
        add(map, cells.get(1).strip(), cells.get(9).strip().replaceAll("\\s+", " "));
      }
    }
  }

  private void add(String map, String field, String attribute) {
    Row<?> row = implemented.get(map + " " + field);
    String state;
    if (row != null) {
      done += row.isOfficial() ? 1 : 0;
      ours += row.isOfficial() ? 0 : 1;
      state = row.isOfficial() ? "done" : "ours: " + row.reason();
    } else {
      String reason = reasons.getOrDefault(map + " " + field, reasons.get(map));
      if (reason == null) {
        unexplained.add(map + " " + field + " => " + attribute);
      }
      boolean otherwise = reason != null && reason.startsWith("ours:");
      ours += otherwise ? 1 : 0;
      open += otherwise ? 0 : 1;
      state = otherwise ? reason : "not done: " + reason;
    }
    maps.computeIfAbsent(map, none -> new ArrayList<>())
        .add("| " + field + " | " + attribute.replace("|", "\\|") + " | " + state + " |\n");
  }

  /** Records of a CSV whose cells may hold line breaks and doubled quotes. */
  private static List<List<String>> records(String csv) {
    List<List<String>> records = new ArrayList<>();
    List<String> record = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < csv.length(); i++) {
      char c = csv.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (!quoted && (c == ',' || c == '\n')) {
        record.add(cell.toString());
        cell.setLength(0);
        if (c == '\n') {
          records.add(record);
          record = new ArrayList<>();
        }
      } else if (c != '\r') {
        cell.append(c);
      }
    }
    record.add(cell.toString());
    records.add(record);
    return records;
  }
}

package dev.mortar.mapping.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every row that is not ours names a row of the official guide. */
final class OfficialRowsTest {
  private static final Path GUIDE =
      Path.of("..", "..", "shared", "corpus", "hl7v2", "HL7__v2-to-fhir", "mappings", "segments");

  @Test
  void everyOfficialRowExistsInTheGuide() throws IOException {
    assumeTrue(Files.isDirectory(GUIDE), "The guide's maps are not at " + GUIDE + ": skipped");
    Set<String> official = official();
    List<String> unknown = new ArrayList<>();
    for (SegmentMap<?> map : SegmentMaps.all()) {
      map.rows().stream()
          .filter(Row::isOfficial)
          .filter(row -> !official.contains(field(row.id())))
          .forEach(row -> unknown.add(row.id()));
    }
    assertThat(unknown).isEmpty();
  }

  @Test
  void everyRowOfOursSaysWhy() {
    for (SegmentMap<?> map : SegmentMaps.all()) {
      for (Row<?> row : map.rows()) {
        assertThat(row.id().startsWith("ours: ")).isEqualTo(!row.reason().isEmpty());
      }
    }
  }

  @Test
  void thePageOfRowsIsUpToDate() throws IOException {
    Path page = Path.of("ROWS.md");
    String rows = SegmentMaps.page();
    if (Boolean.getBoolean("golden.write")) {
      Files.writeString(page, rows);
    }
    assertThat(Files.readString(page)).isEqualTo(rows);
  }

  @Test
  void everyRowOfTheGuideIsDoneOrSaysWhyNot() throws IOException {
    assumeTrue(Files.isDirectory(GUIDE), "The guide's maps are not at " + GUIDE + ": skipped");
    GuideCoverage coverage = GuideCoverage.of(GUIDE);

    assertThat(coverage.unexplained()).isEmpty();

    Path page = Path.of("GUIDE.md");
    if (Boolean.getBoolean("golden.write")) {
      Files.writeString(page, coverage.page());
    }
    assertThat(Files.readString(page)).isEqualTo(coverage.page());
  }

  /** {@code PID[Patient] PID-5}: attributes are compared by reading, they are no unique names. */
  private static String field(String id) {
    return id.substring(0, id.indexOf(" =>"));
  }

  private static Set<String> official() throws IOException {
    Set<String> rows = new HashSet<>();
    try (Stream<Path> files = Files.list(GUIDE)) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        String map = name.substring(name.indexOf("R4_ ") + 4, name.indexOf(" - ", 21));
        for (String line : Files.readString(file, StandardCharsets.UTF_8).split("\n")) {
          String[] cells = line.split(",", 4);
          if (cells.length > 2 && !cells[1].isBlank()) {
            rows.add(map + " " + cells[1].strip());
          }
        }
      }
    }
    return rows;
  }
}

package dev.mortar.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.mortar.mapping.Mapped.Status;
import dev.mortar.mapping.text.Batch;
import dev.mortar.mapping.text.Fate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every message of the corpus beside the checkout; skipped where there is none. */
final class CorpusTest {
  private static final Path CORPUS = Path.of("..", "..", "shared", "corpus", "hl7v2");
  private static final List<String> OTHER_FILES =
      List.of(".csv", ".json", ".tsv", ".md", "LICENSE");
  private static final List<RawMessage> MESSAGES = new ArrayList<>();

  private final Mapper mapper = Mapper.standard();

  @BeforeAll
  static void read() throws IOException {
    assumeTrue(Files.isDirectory(CORPUS), "There is no corpus at " + CORPUS + ": skipped");
    if (!MESSAGES.isEmpty()) {
      return;
    }
    try (Stream<Path> files = Files.walk(CORPUS)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        if (OTHER_FILES.stream().noneMatch(file.toString()::endsWith)) {
          int number = 0;
          for (byte[] message : Batch.split(Files.readAllBytes(file))) {
            String id = CORPUS.relativize(file) + "#" + ++number;
            MESSAGES.add(new RawMessage(id, message, Instant.EPOCH));
          }
        }
      }
    }
  }

  @Test
  void nearlyAllMessagesOfOurTypesAreMappedAndNothingIsLost() {
    Map<String, int[]> table = new TreeMap<>();
    for (RawMessage message : MESSAGES) {
      Mapped mapped = mapper.map(message);
      assertThat(mapped.coverage().lost()).isZero();
      int[] row = table.computeIfAbsent(mapped.heading().type(), none -> new int[8]);
      row[mapped.status().ordinal()]++;
      row[4] += mapped.coverage().atoms();
      row[5] += mapped.coverage().mapped();
      row[6] += mapped.coverage().reported();
    }
    print(table);
    int[] ours = new int[4];
    table.forEach(
        (type, row) -> {
          if (type.matches("(ORU|ADT|SIU)\\^.*") && !type.equals("ADT^A18")) {
            for (int i = 0; i < 4; i++) {
              ours[i] += row[i];
            }
          }
        });
    double all = ours[0] + ours[1] + ours[2] + ours[3];
    assertThat((ours[0] + ours[1]) / all).isGreaterThanOrEqualTo(0.97);
  }

  @Test
  void theTraceTellsTheSameAsTheCoverage() {
    for (RawMessage message : MESSAGES) {
      Coverage coverage = mapper.map(message).coverage();
      List<AtomTrace> atoms = mapper.trace(message);
      assertThat(atoms).as(message.id()).hasSize(coverage.atoms());
      long mapped = atoms.stream().filter(atom -> atom.fate() == Fate.MAPPED).count();
      assertThat(mapped).as(message.id()).isEqualTo(coverage.mapped());
      assertThat(atoms)
          .as(message.id())
          .allMatch(atom -> (atom.fate() == Fate.MAPPED) == !atom.row().isEmpty());
    }
  }

  @Test
  void theOrderingKeysAloneAreThoseOfTheMappedMessage() {
    for (RawMessage message : MESSAGES) {
      Mapped mapped = mapper.map(message);
      if (mapped.status() != Status.REJECTED) {
        assertThat(mapper.partitions(message)).as(message.id()).isEqualTo(mapped.partitions());
      }
    }
  }

  @Test
  void mappingTwiceGivesTheSameEntries() {
    for (RawMessage message : MESSAGES) {
      List<String> first = urls(mapper.map(message));
      assertThat(urls(mapper.map(message))).isEqualTo(first).doesNotHaveDuplicates();
    }
  }

  private static List<String> urls(Mapped mapped) {
    return mapped.bundle().getEntry().stream().map(entry -> entry.getRequest().getUrl()).toList();
  }

  private static void print(Map<String, int[]> table) {
    System.out.printf(
        "%-12s %6s %6s %8s %8s %8s %7s%n",
        "type", "mapped", "partly", "unmapped", "rejected", "atoms", "mapped");
    table.forEach(
        (type, row) ->
            System.out.printf(
                "%-12s %6d %6d %8d %8d %8d %6.1f%%%n",
                type,
                row[0],
                row[1],
                row[2],
                row[3],
                row[4],
                100.0 * row[5] / Math.max(1, row[4])));
  }
}

package dev.mortar.mapping.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mortar.mapping.Mapper;
import dev.mortar.mapping.Messages;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MapCommandTest {
  @TempDir Path folder;

  @Test
  void everyMessageOfAFolderIsOneLineOfJson() throws IOException {
    Files.writeString(folder.resolve("a.hl7"), Messages.results(1));
    Files.writeString(
        folder.resolve("b.hl7"),
        "FHS|^~\\&\r" + Messages.admission() + Messages.merge() + "FTS|1\r");
    Files.writeString(folder.resolve("c.txt"), "no message \"at\" all");

    List<JsonNode> lines = run(folder);

    assertThat(lines).hasSize(4);
    assertThat(lines)
        .extracting(line -> line.get("status").asText())
        .containsExactly("mapped", "mapped", "mapped", "rejected");
    JsonNode first = lines.getFirst();
    assertThat(first.get("file").asText()).isEqualTo("a.hl7");
    assertThat(first.get("controlId").asText()).isEqualTo("C0001");
    assertThat(first.get("type").asText()).isEqualTo("ORU^R01");
    assertThat(first.get("bundle").get("resourceType").asText()).isEqualTo("Bundle");
    assertThat(first.get("coverage").get("lost").asInt()).isZero();
    assertThat(first.get("coverage").get("atoms").asInt()).isGreaterThan(50);
    assertThat(lines.getLast().get("issues").get(0).get("severity").asText()).isEqualTo("error");
  }

  private static List<JsonNode> run(Path path) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
      new MapCommand(Mapper.standard(), Clock.systemUTC(), out).run(path);
    }
    ObjectMapper json = new ObjectMapper();
    List<JsonNode> lines = new java.util.ArrayList<>();
    for (String line : bytes.toString(StandardCharsets.UTF_8).lines().toList()) {
      lines.add(json.readTree(line));
    }
    return lines;
  }
}

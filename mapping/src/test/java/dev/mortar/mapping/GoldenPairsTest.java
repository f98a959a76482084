package dev.mortar.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.IParser;
import dev.mortar.mapping.Mapped.Status;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The stories of {@code src/samples}; {@code -Dgolden.write=true} writes what it would compare. */
final class GoldenPairsTest {
  private static final Path SAMPLES = Path.of("..", "src", "samples");
  private static final Instant RECEIVED = Instant.parse("2026-11-20T12:00:00Z");
  private static final IParser JSON =
      FhirContext.forR4Cached().newJsonParser().setPrettyPrint(true);

  @ParameterizedTest
  @MethodSource("messages")
  void aStoryBecomesTheBundleBesideIt(Path message) throws IOException {
    String story = SAMPLES.relativize(message).toString().replace('\\', '/').replace(".hl7", "");

    Mapped mapped =
        Mapper.standard().map(new RawMessage(story, Files.readAllBytes(message), RECEIVED));

    assertThat(mapped.status()).isEqualTo(Status.MAPPED);
    Path golden =
        message.resolveSibling(message.getFileName().toString().replace(".hl7", ".bundle.json"));
    String json = JSON.encodeResourceToString(mapped.bundle()) + "\n";
    if (Boolean.getBoolean("golden.write")) {
      Files.writeString(golden, json, StandardCharsets.UTF_8);
    }
    assertThat(json).isEqualTo(Files.readString(golden, StandardCharsets.UTF_8));
  }

  static Stream<Path> messages() throws IOException {
    try (Stream<Path> files = Files.walk(SAMPLES)) {
      return files.filter(file -> file.toString().endsWith(".hl7")).sorted().toList().stream();
    }
  }
}

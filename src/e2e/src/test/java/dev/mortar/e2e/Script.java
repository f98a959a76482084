package dev.mortar.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A command that a person would type in the repository's folder. */
final class Script {
  private Script() {}

  /** What the command prints on its standard output; its standard error goes to ours. */
  static String run(String command, int port, String... arguments) throws IOException {
    List<String> words = Stream.concat(Stream.of(command), Stream.of(arguments)).toList();
    Path output = Files.createTempFile("script", ".out");
    var builder =
        new ProcessBuilder(words)
            .directory(Path.of("../..").toFile())
            .redirectOutput(output.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().put("MORTAR_PORT", Integer.toString(port));
    // Inside a build make would take its parent's flags for its own.
    builder.environment().remove("MAKEFLAGS");
    Process process = builder.start();
    try {
      assertThat(process.waitFor()).as("%s", words).isZero();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    String text = Files.readString(output, StandardCharsets.UTF_8);
    Files.delete(output);
    return text;
  }
}

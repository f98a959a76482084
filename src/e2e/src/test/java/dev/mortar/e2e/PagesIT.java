package dev.mortar.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pages in a real browser, against the packaged program with its sample data. */
final class PagesIT {
  private static final int LINES = 80;

  @TempDir Path folder;

  @Test
  void theStaffsPagesWorkInARealBrowser() throws Exception {
    assumeTrue(System.getenv("MORTAR_BROWSER") != null, "no Chromium: the pages are not tested");
    try (Program program = Program.onH2(folder.resolve("data")).named("localhost").start()) {
      var builder =
          new ProcessBuilder("npm", "run", "e2e").directory(Path.of("../../web").toFile());
      builder.environment().put("MORTAR_URL", "http://localhost:" + program.port());
      builder.environment().put("MORTAR_USER", "staff-pharmacist");
      Path password = program.data().resolve("demo-password.txt");
      builder.environment().put("MORTAR_PASSWORD", Files.readString(password).strip());
      // Not inherited: what a test prints and reads is how its JVM speaks with Maven.
      Path log = folder.resolve("pages.log");
      Path nothing = Files.createFile(folder.resolve("nothing"));
      builder.redirectErrorStream(true).redirectOutput(log.toFile());
      int code = builder.redirectInput(nothing.toFile()).start().waitFor();
      assertThat(code).as(end(log)).isZero();
    }
  }

  /** What failed stands at the end of what the browser's tests print. */
  private static String end(Path log) throws IOException {
    List<String> lines = Files.readAllLines(log);
    return String.join("\n", lines.subList(Math.max(0, lines.size() - LINES), lines.size()));
  }
}

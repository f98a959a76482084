package dev.mortar.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The end of the program by SIGTERM, and the start after it. */
final class RestartIT {
  private static final int SIGTERM = 128 + 15;

  @TempDir Path folder;

  @Test
  void sigtermWithWorkInFlightEndsCleanlyAndTheNextStartKeepsAllData() throws Exception {
    try (Program program = Program.onH2(folder.resolve("data")).start()) {
      int patients = patients(program);
      var course = new Course("T", 1, Course.now().minusMinutes(5), Course.now().plusDays(3));
      var acknowledged = new AtomicInteger();
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        var sender =
            threads.submit(
                new Sender(program, course.messages(), acknowledged, Duration.ofMinutes(3)));
        assertThat(Await.until(Duration.ofSeconds(20), () -> acknowledged.get() > 2)).isTrue();

        assertThat(program.stop()).isEqualTo(SIGTERM);
        program.start();
        sender.get();
      }
      var trail = new Trail(program.as("manager"));
      for (int step = 0; step < Course.length(); step++) {
        assertThat(trail.message(course.controlId(step), Duration.ofSeconds(30))).isPresent();
      }
      // One new patient; the other one of the merge is kept as the inactive half of a link.
      assertThat(patients(program)).isEqualTo(patients + 2);
    }
  }

  @Test
  void theScriptsPrintWhatTheySayAndNothingElse() throws Exception {
    try (Program program = Program.onH2(folder.resolve("other")).start()) {
      String token = Script.run("make", program.port(), "-s", "token", "ROLE=technician");
      assertThat(token.strip()).matches("[\\w-]+\\.[\\w-]+\\.[\\w-]+");
      assertThat(program.anonymous().withToken(token.strip()).get("/api/me").body())
          .contains("\"technician\"");
    }
    var lines = new ArrayList<String>();
    Script.run("make", 0, "-s", "map", "FILE=src/samples").lines().forEach(lines::add);
    assertThat(lines)
        .isNotEmpty()
        .allSatisfy(
            line -> {
              var json = Mortar.parse(line);
              assertThat(json.path("coverage").path("lost").asInt(-1)).isZero();
              assertThat(json.path("bundle").path("resourceType").asText()).isEqualTo("Bundle");
            });
  }

  private static int patients(Program program) {
    return program.as("manager").json("/fhir/Patient?_summary=count").path("total").asInt();
  }
}

package dev.mortar.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The end of the program by SIGTERM or by a kill, and the start after it. */
final class RestartIT {
  private static final int SIGTERM = 128 + 15;

  @TempDir Path folder;

  @Test
  void whatWasBegunGoesOnAfterSigtermAndAfterAKill() throws Exception {
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
      aKilledJobGoesOn(program, patients + 2);
    }
  }

  /** The kill comes at once, before a job of several steps can be through. */
  private static void aKilledJobGoesOn(Program program, int patients) {
    HttpResponse<String> asked = program.as("manager").job("/fhir/$export?_type=Patient");
    assertThat(asked.statusCode()).as(asked.body()).isEqualTo(202);
    URI status = URI.create(asked.headers().firstValue("Content-Location").orElseThrow());
    String poll = status.getRawPath() + "?" + status.getRawQuery();
    program.kill();
    program.start();

    Mortar mortar = program.as("manager");
    assertThat(Await.until(Duration.ofMinutes(2), () -> mortar.get(poll).statusCode() == 200))
        .isTrue();
    long exported = 0;
    for (JsonNode file : mortar.json(poll).path("output")) {
      String binary = URI.create(file.path("url").asText()).getRawPath();
      JsonNode content = mortar.json(binary + "?_format=json");
      byte[] lines = Base64.getDecoder().decode(content.path("data").asText());
      exported += new String(lines, StandardCharsets.UTF_8).lines().count();
    }
    assertThat(exported).isEqualTo(patients);
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

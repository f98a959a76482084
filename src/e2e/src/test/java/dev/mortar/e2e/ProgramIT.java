package dev.mortar.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The packaged program with sample data, from outside. */
final class ProgramIT {
  private static final Path SAMPLES = Path.of("../samples");
  private static final String SOURCE = "https://mortar.dev/fhir/sid/hl7-control-id";

  @TempDir static Path folder;
  private static Program program = Program.onH2(Path.of("."));

  @BeforeAll
  static void start() {
    program =
        Program.onH2(folder.resolve("data"))
            .with("mortar.outreach.policy.earliest", "00:00")
            .with("mortar.outreach.policy.latest", "23:59:59")
            .start();
  }

  @AfterAll
  static void stop() {
    program.close();
  }

  @Test
  void theFirstStartLoadsTheSamplePharmacy() {
    Mortar mortar = program.as("manager");
    assertThat(mortar.json("/fhir/Patient?_summary=count").path("total").asInt())
        .isGreaterThanOrEqualTo(50);
    assertThat(mortar.json("/fhir/PractitionerRole?_summary=count").path("total").asInt())
        .isGreaterThanOrEqualTo(5);
  }

  @Test
  void aCriticalPotassiumBecomesAStatTaskThatExplainsItself() throws IOException {
    Story story = Story.of(SAMPLES, "lab-critical-potassium").told("-E", Clock.systemUTC());
    Hl7Text message = story.messages().getFirst();
    Mortar mortar = program.as("staff-pharmacist");
    var trail = new Trail(program.as("manager"));

    String ack = send(message);
    assertThat(new Hl7Text(ack).field("MSA", 1)).isIn("AA", "CA");
    // Stored before it was promised: the row is there the moment the answer is.
    assertThat(trail.newest(message.controlId())).isPresent();

    Set<String> resources =
        Trail.resources(trail.message(message.controlId(), Duration.ofSeconds(10)).orElseThrow());
    String patient = Trail.patient(resources).orElseThrow();
    var work = new Trail(mortar);
    assertThat(Await.until(Duration.ofSeconds(5), () -> work.tasks(patient, resources).size() > 1))
        .isTrue();
    // The raised creatinine of the same report is a task of its own, and no urgent one.
    List<JsonNode> stat =
        work.tasks(patient, resources).stream()
            .filter(task -> task.path("priority").asText().equals("stat"))
            .toList();
    assertThat(stat).hasSize(1);
    checkTask(stat.getFirst(), patient);
    String observation = stat.getFirst().at("/reasonReference/reference").asText();
    assertThat(sources(trail, observation)).contains(message.controlId());

    assertThat(send(message)).isEqualTo(ack);
    assertThat(work.tasks(patient, resources)).hasSize(2);
    assertThat(trail.search("Provenance?target=" + observation)).hasSize(1);
  }

  private static void checkTask(JsonNode task, String patient) {
    assertThat(task.path("priority").asText()).isEqualTo("stat");
    assertThat(task.at("/for/reference").asText()).isEqualTo(patient);
    assertThat(task.at("/reasonReference/reference").asText()).startsWith("Observation/");
    Score score = Score.of(task);
    assertThat(score.factors()).isNotEmpty().allMatch(factor -> !factor.label().isBlank());
    assertThat(score.sum()).isEqualByComparingTo(score.value());
  }

  /** The control ids that the Provenance of this resource names as its source. */
  private static List<String> sources(Trail trail, String reference) {
    return trail.search("Provenance?target=" + reference).stream()
        .flatMap(provenance -> provenance.path("entity").valueStream())
        .map(entity -> entity.at("/what/identifier"))
        .filter(identifier -> identifier.path("system").asText().equals(SOURCE))
        .map(identifier -> identifier.path("value").asText())
        .toList();
  }

  @Test
  void anAppointmentIsRemindedOfOnce() throws IOException {
    var course =
        new Course("R", 1, Course.now().minusMinutes(1), Course.now().plusHours(2).plusSeconds(10));
    send(new Hl7Text(course.messages().get(0)));
    send(new Hl7Text(course.messages().get(1)));

    assertThat(Await.until(Duration.ofSeconds(40), () -> sent(course) > 0)).isTrue();
    assertThat(sent(course)).isEqualTo(1);
  }

  /** By whichever of the two ways the patient can be reached. */
  private static long sent(Course course) {
    String outbox = program.anonymous().json("/demo/outbox.json").toString();
    return times(outbox, course.mail()) + times(outbox, Course.phone(1, 1));
  }

  private static long times(String text, String part) {
    return text.split(part, -1).length - 1L;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/fhir/Patient",
        "/fhir/Task?status=requested",
        "/fhir/Patient/$everything",
        "/fhir/_history",
        "/api/me",
        "/api/hl7/messages"
      })
  void withoutATokenNothingIsTold(String path) {
    HttpResponse<String> answer = program.anonymous().get(path);

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().firstValue("WWW-Authenticate").orElse("")).startsWith("Bearer");
    assertThat(Mortar.parse(answer.body()).path("resourceType").asText())
        .isEqualTo("OperationOutcome");
  }

  @Test
  void aForgedTokenIsNoToken() {
    String token = program.anonymous().get("/demo/token?role=manager").body().strip();
    String forged = token.substring(0, token.lastIndexOf('.') + 1) + "AAAA";

    assertThat(program.anonymous().withToken(forged).get("/fhir/Patient").statusCode())
        .isEqualTo(401);
    assertThat(program.anonymous().get("/fhir/Patient?access_token=" + token).statusCode())
        .isEqualTo(401);
  }

  @Test
  void nobodyLearnsTheVersionOfTheServer() {
    var headers = program.anonymous().get("/fhir/metadata").headers();
    assertThat(headers.map()).doesNotContainKeys("x-powered-by", "server");
  }

  private static String send(Hl7Text message) throws IOException {
    try (var connection = program.connect()) {
      return connection.send(message.text());
    }
  }
}

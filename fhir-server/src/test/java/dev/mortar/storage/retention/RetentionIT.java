package dev.mortar.storage.retention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mortar.server.Await;
import dev.mortar.server.ServerTest;
import dev.mortar.server.TestServer;
import dev.mortar.store.FhirStore;
import java.net.http.HttpResponse;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Records go when their time is over, and not before. */
@ServerTest
class RetentionIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String SENT = "1990-06-01T10:00:00Z";
  private static final Instant BEFORE = Instant.parse("1996-05-31T10:00:00Z");
  private static final Instant AFTER = Instant.parse("1996-06-02T10:00:00Z");

  private final TestServer server;
  private final Records records;
  private final String mark = UUID.randomUUID().toString();

  RetentionIT(TestServer server) {
    this.server = server;
    this.records = new Records(server);
  }

  @Test
  void aMessageGoesWhenItsTimeIsOverAndLeavesACertificateAndAnEvent() throws Exception {
    message("old-" + mark, "", SENT, "completed");
    message("open-" + mark, "", SENT, "in-progress");
    message("young-" + mark, "", "2025-06-01T10:00:00Z", "completed");
    records.put(
        "Task/about-" + mark,
        "\"status\":\"ready\",\"intent\":\"order\",\"focus\":{\"reference\":\"Communication/needed-%s\"}"
            .formatted(message("needed-" + mark, "", SENT, "completed")));

    assertThat(at(BEFORE).run())
        .noneMatch(due -> due.type().equals("Communication") && due.count() > 0);
    assertThat(status("Communication/old-" + mark)).isEqualTo(200);
    at(AFTER).run();

    assertThat(status("Communication/old-" + mark)).isEqualTo(404);
    assertThat(status("Communication/old-" + mark + "/_history/1")).isEqualTo(404);
    assertThat(status("Communication/open-" + mark)).isEqualTo(200);
    assertThat(status("Communication/young-" + mark)).isEqualTo(200);
    assertThat(status("Communication/needed-" + mark)).isEqualTo(200);
    assertThat(server.get("/fhir/Provenance?_sort=-_lastUpdated&_count=20").body())
        .contains("\"retention\"", "Basic/pe-default-retention/_history/");
    Await.until(
        "the event",
        PATIENCE,
        () ->
            server
                .get("/fhir/AuditEvent?subtype=disposal&_sort=-_lastUpdated&_count=5")
                .body()
                .contains("\"Communication\""));
  }

  @Test
  void whatIsUnderALegalHoldStays() {
    records.put("Patient/kept-" + mark, "\"name\":[{\"family\":\"Kept\"}]");
    records.hold("keep-" + mark, "kept-" + mark, "active");
    message("held-" + mark, "kept-" + mark, SENT, "completed");
    assertThat(at(AFTER).run())
        .anyMatch(due -> due.type().equals("Communication") && due.held() > 0);
    assertThat(status("Communication/held-" + mark)).isEqualTo(200);
  }

  @Test
  void aDryRunSaysWhatWouldGoAndRemovesNothing() {
    message("dry-" + mark, "", "1991-06-01T10:00:00Z", "completed");
    HttpResponse<String> answer =
        server.post(
            "/fhir/Basic/$dispose",
            """
            {"resourceType":"Parameters","parameter":[{"name":"dry-run","valueBoolean":true},{"name":"as-of","valueDateTime":"1997-06-02T10:00:00Z"}]}""");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body()).contains("\"Communication\"", "Basic/pe-default-retention");
    assertThat(at(Instant.parse("1997-06-02T10:00:00Z")).look(AFTER.plus(Duration.ofDays(365))))
        .anyMatch(due -> due.type().equals("Communication") && due.count() > 0);
    assertThat(status("Communication/dry-" + mark)).isEqualTo(200);
  }

  @Test
  void aPersonGoesYearsAfterTheLastVisitAndNotBeforeTheirMajority() throws Exception {
    person("grown-" + mark, "1950-01-01");
    person("child-" + mark, "1984-01-01");
    person("seen-" + mark, "1950-01-01");
    records.result("result-" + mark, "grown-" + mark);
    visited("seen-" + mark, "1999-01-01");
    age("Observation", "result-" + mark);
    Instant soon = Instant.parse("2000-06-01T00:00:00Z");

    at(soon).run();

    Await.until("the grown person is gone", PATIENCE, () -> status("Patient/grown-" + mark) == 404);
    assertThat(status("Observation/result-" + mark)).isEqualTo(404);
    assertThat(status("Patient/child-" + mark)).isEqualTo(200);
    assertThat(status("Patient/seen-" + mark)).isEqualTo(200);
    assertThat(
            at(Instant.parse("2012-02-01T00:00:00Z")).look(Instant.parse("2012-02-01T00:00:00Z")))
        .anyMatch(due -> due.type().equals("Patient") && due.count() > 0);
  }

  @Test
  void aPersonGoesOnceHoweverOftenItIsAskedMeanwhile() throws Exception {
    String id = "twice-" + mark;
    records.put("Patient/" + id, "\"active\":true");
    Erasures erasures = server.bean(Erasures.class);
    List<String> asked =
        server
            .bean(FhirStore.class)
            .atomically(() -> List.of(erasures.dispose(id, "test"), erasures.dispose(id, "test")));
    assertThat(asked.getFirst()).isEqualTo(asked.getLast());
    Await.until("the person is gone", PATIENCE, () -> status("Patient/" + id) == 404);
  }

  @Test
  void noPolicyReachesTheTrail() {
    String policy =
        """
        {"resourceType":"Basic","code":{"coding":[{"system":"https://mortar.dev/fhir/CodeSystem/pe-basic-type","code":"retention-policy"}]},
        "extension":[{"url":"https://mortar.dev/fhir/StructureDefinition/pe-retention-policy","extension":[
        {"url":"type","valueCode":"AuditEvent"},{"url":"start","valueCode":"event"},{"url":"date","valueString":"date"},
        {"url":"period","valueDuration":{"value":5,"code":"a","system":"http://unitsofmeasure.org"}}]}]}""";
    HttpResponse<String> answer = server.post("/fhir/Basic", policy);
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body()).contains("OperationOutcome", "six years");
  }

  /** As the program makes it, at another time. */
  private Disposal at(Instant moment) {
    var jdbc = server.bean(JdbcTemplate.class);
    return new Disposal(
        server.bean(Policies.class),
        server.bean(Disposal.Parts.class),
        new LastVisits(JdbcClient.create(jdbc), server.bean(FhirStore.class)),
        server.bean(Erasures.class),
        server.bean(FhirStore.class),
        Clock.fixed(moment, ZoneOffset.UTC),
        server.bean(RetentionConfiguration.Wiring.class).events());
  }

  private int status(String reference) {
    return server.get("/fhir/" + reference).statusCode();
  }

  private String message(String id, String patient, String sent, String status) {
    String subject =
        patient.isEmpty() ? "" : ",\"subject\":{\"reference\":\"Patient/" + patient + "\"}";
    records.put(
        "Communication/" + id,
        "\"status\":\"%s\",\"sent\":\"%s\"%s".formatted(status, sent, subject));
    return mark;
  }

  private void person(String id, String born) {
    records.put("Patient/" + id, "\"birthDate\":\"" + born + "\"");
    age("Patient", id);
  }

  private void visited(String patient, String day) {
    records.put(
        "Encounter/visit-" + mark,
        "\"status\":\"finished\",\"class\":{\"code\":\"AMB\"},\"subject\":{\"reference\":\"Patient/%s\"},\"period\":{\"start\":\"%s\",\"end\":\"%s\"}"
            .formatted(patient, day, day));
    age("Encounter", "visit-" + mark);
  }

  /** As if it had been written long ago. */
  private void age(String type, String id) {
    JdbcClient jdbc = JdbcClient.create(server.bean(JdbcTemplate.class));
    Timestamp then = Timestamp.from(Instant.parse("1985-01-01T00:00:00Z"));
    for (String column : List.of("res_updated", "res_published")) {
      jdbc.sql("update hfj_resource set " + column + " = ? where res_type = ? and fhir_id = ?")
          .params(then, type, id)
          .update();
    }
  }
}

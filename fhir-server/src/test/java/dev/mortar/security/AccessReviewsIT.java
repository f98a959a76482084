package dev.mortar.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mortar.access.Role;
import dev.mortar.authorization.People;
import dev.mortar.authorization.RegisteredApps;
import dev.mortar.ig.Codes.TaskCode;
import dev.mortar.ig.Codes.TaskOutcome;
import dev.mortar.server.Await;
import dev.mortar.server.ServerTest;
import dev.mortar.server.TestServer;
import dev.mortar.store.FhirStore;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskStatus;
import org.junit.jupiter.api.Test;

/** Each quarter a manager looks at who has what access; and every change of it is on record. */
@ServerTest
class AccessReviewsIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Instant DAY = Instant.parse("2031-02-10T08:00:00Z");

  private final TestServer server;
  private final FhirStore store;

  AccessReviewsIT(TestServer server) {
    this.server = server;
    this.store = server.bean(FhirStore.class);
  }

  @Test
  void afterNinetyTwoDaysThereIsAnotherReviewAndBeforeThatNone() {
    server.token(Role.MANAGER);
    reviews(DAY).open();
    int known = tasks().size();
    assertThat(known).isPositive();
    assertThat(reviews(DAY.plus(Duration.ofDays(30))).open()).isZero();
    assertThat(reviews(DAY).open()).as("a restart").isZero();
    assertThat(tasks()).hasSize(known);

    assertThat(reviews(DAY.plus(Duration.ofDays(92))).open()).isPositive();

    assertThat(tasks().size()).isGreaterThan(known);
  }

  @Test
  void theReportSaysWhoHasWhat() {
    server.token(Role.MANAGER);
    new TestPlaces(server).open();
    reviews(DAY.plus(Duration.ofDays(370))).open();
    Task task = mine();
    assertThat(task.getRestriction().getPeriod().hasEnd()).isTrue();
    var report =
        store
            .find(DocumentReference.class, new IdType(task.getFocus().getReference()).getIdPart())
            .orElseThrow();
    String text =
        new String(report.getContentFirstRep().getAttachment().getData(), StandardCharsets.UTF_8);
    assertThat(text)
        .contains("\"place-tech\"", "\"technician\"", "Location/place-north", "\"team\"")
        .contains("lastSignIn");
  }

  @Test
  void anAttestationNeedsAnOutcomeAndIsOnRecord() throws Exception {
    server.token(Role.MANAGER);
    reviews(DAY.plus(Duration.ofDays(740))).open();
    Task task = mine();
    task.setStatus(TaskStatus.COMPLETED);
    assertThat(put(task).statusCode()).isEqualTo(422);
    task.addOutput().setType(task.getCode()).setValue(TaskOutcome.RESOLVED.concept());
    assertThat(put(task).statusCode()).isEqualTo(200);
    Await.until(
        "the attestation",
        PATIENCE,
        () ->
            server
                .get("/fhir/AuditEvent?subtype=attestation&_sort=-_lastUpdated&_count=5")
                .body()
                .contains("Task/" + task.getIdElement().getIdPart()));
  }

  @Test
  void aChangedGrantLeavesAProvenanceAndAnEvent() throws Exception {
    new TestPlaces(server).open();
    String role = "PractitionerRole/grant-it";
    String content =
        "{\"resourceType\":\"PractitionerRole\",\"id\":\"grant-it\",\"active\":%s,\"practitioner\":{\"reference\":\"Practitioner/place-tech\"}}";
    for (String active : List.of("true", "false")) {
      assertThat(put(role, content.formatted(active)).statusCode()).isIn(200, 201);
    }
    Await.until(
        "the provenance",
        PATIENCE,
        () -> server.get("/fhir/Provenance?target=" + role).body().contains(role + "/_history/1"));
    Await.until(
        "the event",
        PATIENCE,
        () ->
            server
                .get("/fhir/AuditEvent?subtype=permission-change&_sort=-_lastUpdated&_count=20")
                .body()
                .contains(role));
    assertThat(server.get("/fhir/Provenance?target=" + role).body()).contains("test-manager");
  }

  private AccessReviews reviews(Instant now) {
    People people = server.bean(People.class);
    return new AccessReviews(
        people,
        new AccessReport(
            people, server.bean(RegisteredApps.class), store, server.bean(PersonalRights.class)),
        store,
        Clock.fixed(now, ZoneOffset.UTC));
  }

  private List<Task> tasks() {
    return store.search(
        Task.class, "code=" + TaskCode.ACCESS_REVIEW.system() + "|access-review", 1000);
  }

  private Task mine() {
    return tasks().stream()
        .filter(task -> task.getDescription().startsWith("test-manager:"))
        .max(Comparator.comparing(Task::getAuthoredOn))
        .orElseThrow();
  }

  private HttpResponse<String> put(Task task) {
    return put(
        "Task/" + task.getIdElement().getIdPart(),
        server.fhir().newJsonParser().encodeResourceToString(task));
  }

  private HttpResponse<String> put(String reference, String json) {
    return server.send(
        server
            .request("/fhir/" + reference)
            .header("Content-Type", "application/fhir+json")
            .PUT(BodyPublishers.ofString(json)));
  }
}

package dev.mortar.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mortar.access.Role;
import dev.mortar.server.Await;
import dev.mortar.server.ServerTest;
import dev.mortar.server.TestServer;
import dev.mortar.storage.NewResources;
import dev.mortar.store.FhirStore;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.AuditEvent;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Parameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

@ServerTest
class AuditChainIT {
  private static final Duration SOON = Duration.ofSeconds(10);

  private final TestServer server;
  private final AuditChain chain;
  private final JdbcClient jdbc;
  private final String mark = UUID.randomUUID().toString();

  AuditChainIT(TestServer server) {
    this.server = server;
    this.chain = server.bean(AuditChain.class);
    this.jdbc = server.bean(JdbcClient.class);
  }

  @Test
  void aFlippedByteOfAStoredEventIsFoundAndAMendedOneIsNot() throws Exception {
    String event = anEvent();
    long sequence = sequence(event);
    assertThat(problems(sequence)).isEmpty();
    flip(event, "Mortar", "Mortal");
    assertThat(problems(sequence)).containsExactly("event-changed");
    flip(event, "Mortal", "Mortar");
    assertThat(problems(sequence)).isEmpty();
  }

  @Test
  void aForgedLinkIsFoundEvenIfItFitsItsEvent() throws Exception {
    String event = anEvent();
    long sequence = sequence(event);
    String digest = column("digest", event);
    set("digest", digest.replaceAll("^.", digest.startsWith("0") ? "1" : "0"), event);
    assertThat(problems(sequence)).contains("link-broken", "event-changed");
    set("digest", digest, event);
    assertThat(problems(sequence)).isEmpty();
  }

  @Test
  void aLineThatIsNoEventIsPutAsideAndHoldsUpNobody(@TempDir Path folder) throws Exception {
    var event = new AuditEvent();
    event.setId(UUID.randomUUID().toString());
    event.setType(new Coding("http://dicom.nema.org/resources/ontology/DCM", "110112", "Query"));
    var journal = new EventJournal(folder, 10);
    journal.append(new NotedEvent(event, "{\"resourceType\":"));
    journal.append(NotedEvent.of(event, server.fhir()));
    // The journal of a process that died.
    journal = new EventJournal(folder, 10);
    FhirStore store = server.bean(FhirStore.class);
    var linked = new LinkedEvents(store, server.bean(NewResources.class), chain);
    new OutboxTrail(jdbc, server.fhir(), Clock.systemUTC(), journal, linked).flush();
    assertThat(store.find(AuditEvent.class, event.getIdPart())).isPresent();
    assertThat(journal.oldest().events()).isEmpty();
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.filter(file -> file.toString().endsWith(".unreadable")))
          .singleElement()
          .satisfies(file -> assertThat(file).hasContent("{\"resourceType\":"));
    }
  }

  @Test
  void theHeadMovesWithEveryEventAndEveryEventHasItsLink() throws Exception {
    long before = chain.head().sequence();
    anEvent();
    AuditChain.Head head = chain.head();
    assertThat(head.sequence()).isGreaterThan(before);
    AuditChain.Result result = chain.verify(1, 100_000);
    assertThat(result.findings()).isEmpty();
    assertThat(result.checked()).isGreaterThanOrEqualTo((int) head.sequence());
  }

  @Test
  void theManagerAsksWhetherTheTrailIsWholeAndNobodyElseDoes() throws Exception {
    anEvent();
    var answer = server.get("/fhir/AuditEvent/$verify?count=50");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    Parameters result = server.parse(Parameters.class, answer.body());
    assertThat(result.getParameterBool("valid")).isTrue();
    assertThat(answer.body()).contains("\"hash\"");
    for (Role role : List.of(Role.SENIOR_PHARMACIST, Role.PATIENT, Role.SYSTEM_EHR)) {
      assertThat(
              server
                  .send(server.request("/fhir/AuditEvent/$verify", server.token(role)))
                  .statusCode())
          .isEqualTo(403);
    }
  }

  @Test
  void nobodyChangesOrRemovesAnEventThroughTheApi() throws Exception {
    String path = "/fhir/AuditEvent/" + anEvent();
    String body = server.get(path).body().replace("Mortar", "Mortal");
    for (String method : List.of("PUT", "DELETE")) {
      var request =
          server
              .request(path)
              .header("Content-Type", "application/fhir+json")
              .method(method, BodyPublishers.ofString(method.equals("PUT") ? body : ""));
      assertThat(server.send(request).statusCode()).isEqualTo(403);
    }
    assertThat(
            server
                .post(
                    path + "/$expunge",
                    "{\"resourceType\":\"Parameters\",\"parameter\":[{\"name\":\"expungeDeletedResources\",\"valueBoolean\":true}]}")
                .statusCode())
        .isBetween(400, 499);
    assertThat(server.get(path).body()).contains("Mortar");
  }

  @Test
  void thePatientLearnsWhichSystemsHaveSeenTheRecord() throws Exception {
    String record = "/fhir/Patient/" + mark;
    put(record, "{\"resourceType\":\"Patient\",\"id\":\"" + mark + "\"}");
    for (Role role : List.of(Role.SYSTEM_EHR, Role.STAFF_PHARMACIST)) {
      assertThat(server.send(server.request(record, server.token(role))).statusCode())
          .isEqualTo(200);
    }
    Await.until(
        "the disclosure",
        SOON,
        () -> server.get(record + "/$disclosures").body().contains("test-system-ehr"));
    assertThat(server.get(record + "/$disclosures").body()).doesNotContain("test-staff-pharmacist");
    assertThat(
            server
                .send(server.request(record + "/$disclosures", server.token(Role.PATIENT)))
                .statusCode())
        .isEqualTo(403);
    assertThat(
            server
                .send(
                    server.request(
                        "/fhir/Patient/test-patient/$disclosures", server.token(Role.PATIENT)))
                .statusCode())
        .isEqualTo(200);
  }

  private String anEvent() throws Exception {
    return new TestEvents(server).add();
  }

  private List<String> problems(long sequence) {
    return chain.verify(sequence, 1).findings().stream()
        .map(found -> found.problem().code())
        .toList();
  }

  private long sequence(String event) {
    return Long.parseLong(column("sequence", event));
  }

  private String column(String name, String event) {
    return jdbc.sql("select " + name + " from audit_chain where event_id = ?")
        .param(event)
        .query(String.class)
        .single();
  }

  private void set(String name, String value, String event) {
    jdbc.sql("update audit_chain set " + name + " = ? where event_id = ?")
        .params(value, event)
        .update();
  }

  /** As somebody with the password of the database would. */
  private void flip(String event, String from, String to) {
    int changed =
        jdbc.sql(
                "update hfj_res_ver set res_text_vc = replace(res_text_vc, ?, ?) where res_id ="
                    + " (select res_id from hfj_resource where fhir_id = ? and res_type = 'AuditEvent')")
            .params(from, to, event)
            .update();
    assertThat(changed).isEqualTo(1);
  }

  private void put(String path, String json) {
    assertThat(
            server
                .send(
                    server
                        .request(path)
                        .header("Content-Type", "application/fhir+json")
                        .PUT(BodyPublishers.ofString(json)))
                .statusCode())
        .isIn(200, 201);
  }
}

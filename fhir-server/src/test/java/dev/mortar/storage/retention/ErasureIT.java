package dev.mortar.storage.retention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mortar.access.Role;
import dev.mortar.authorization.Account;
import dev.mortar.authorization.Accounts;
import dev.mortar.hl7.InboundMessages;
import dev.mortar.hl7.InboundMessages.Inbound;
import dev.mortar.hl7.InboundMessages.Search;
import dev.mortar.hl7.InboundMessages.State;
import dev.mortar.hl7.mllp.Caller;
import dev.mortar.hl7.mllp.Intake;
import dev.mortar.server.Await;
import dev.mortar.server.ServerTest;
import dev.mortar.server.TestLicence;
import dev.mortar.server.TestServer;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hl7.fhir.r4.model.Bundle;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whoever is erased is nowhere any more, and does not come back by what is old. */
@ServerTest
class ErasureIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final TestServer server;
  private final Records records;
  private final Canary canary;
  private final String word =
      "Quokkasson" + UUID.randomUUID().toString().replaceAll("[^a-f]", "") + "yx";
  private final String number = "era" + UUID.randomUUID().toString().substring(0, 8);
  private final String record = "mrn" + UUID.randomUUID().toString().substring(0, 8);

  ErasureIT(TestServer server) {
    this.server = server;
    this.records = new Records(server);
    this.canary = new Canary(server);
  }

  @Test
  void nothingIsLeftOfWhoWasErased() throws Exception {
    String patient = admit(word);
    surround(patient);
    assertThat(canary.inTheDatabase(word)).isNotEmpty();
    Await.until("it is indexed", PATIENCE, () -> !canary.inTheFullText(word).isEmpty());

    HttpResponse<String> answer = erase(patient);

    assertThat(answer.body()).contains("\"done\"", "Provenance/");
    assertThat(canary.inTheDatabase(word)).isEmpty();
    assertThat(canary.inTheDatabase(record)).isEmpty();
    assertThat(canary.inTheFullText(word)).isEmpty();
    assertThat(canary.inOtherFiles(word)).isEmpty();
    assertThat(canary.inTheDatabase("Patient/" + patient)).isEmpty();
    assertThat(server.get("/fhir/Patient/" + patient).statusCode()).isEqualTo(404);
    assertThat(server.get("/fhir/Patient/" + patient + "/_history/1").statusCode()).isEqualTo(404);
    assertThat(found("Patient?_content=" + word)).isZero();
    assertThat(server.bean(Accounts.class).find("person-" + number)).isEmpty();
  }

  @Test
  void whatOthersShareStaysWithoutTheName() throws Exception {
    String patient = admit(word);
    surround(patient);
    records.result("other-result-" + number, "other-" + number);
    erase(patient);
    assertThat(server.get("/fhir/Patient/other-" + number).statusCode()).isEqualTo(200);
    assertThat(server.get("/fhir/Observation/other-result-" + number).statusCode()).isEqualTo(200);
    assertThat(server.get("/fhir/Group/group-" + number).body())
        .contains("Patient/other-" + number)
        .doesNotContain(patient);
    assertThat(server.get("/fhir/Appointment/both-" + number).body())
        .contains("Patient/other-" + number)
        .doesNotContain(patient);
    assertThat(server.get("/fhir/Appointment/both-" + number + "/_history/1").statusCode())
        .isEqualTo(404);
  }

  @Test
  void theTrailAndACertificateSayThatItWasDone() throws Exception {
    String patient = admit(word);
    String body = erase(patient).body();
    String certificate = body.replaceAll("(?s).*(Provenance/[A-Za-z0-9-]+).*", "$1");
    assertThat(server.get("/fhir/" + certificate).body())
        .contains("pe-disposal", "\"erasure\"", "asked for it", "\"Patient\"", "test-manager")
        .doesNotContain(patient, word);
    Await.until(
        "the event",
        PATIENCE,
        () ->
            server
                .get("/fhir/AuditEvent?subtype=disposal&_sort=-_lastUpdated&_count=5")
                .body()
                .contains(certificate));
    assertThat(server.get("/fhir/AuditEvent/$verify?count=100000").body())
        .contains("\"valueBoolean\":true");
    assertThat(server.get("/fhir/Patient/$erasures").body()).contains("\"line\"");
  }

  @Test
  void anOldMessageBringsNobodyBackAndANewOneMakesANewRecord() throws Exception {
    String patient = admit(word);
    Inbound message = message("C" + number);
    erase(patient);
    InboundMessages messages = server.bean(InboundMessages.class);
    assertThat(messages.find(message.id()).orElseThrow().state()).isEqualTo(State.ERASED);
    assertThat(messages.raw(message.id()).orElseThrow()).isEmpty();
    assertThat(messages.replay(message.id())).isFalse();

    assertThat(hear(admission("C" + number, word))).contains("MSA|AA|C" + number);
    assertThat(messages.search(search("C" + number), 10)).hasSize(1);
    assertThat(found("Patient?identifier=" + record)).isZero();

    assertThat(hear(admission("D" + number, "Newcomer"))).contains("MSA|AA");
    Await.until("the new record", PATIENCE, () -> found("Patient?identifier=" + record) == 1);
    assertThat(server.get("/fhir/Patient?identifier=" + record).body()).doesNotContain(word);
  }

  @Test
  void whoeverABackupBringsBackIsErasedAgain() throws Exception {
    String patient = admit(word);
    String line = lineOf(erase(patient));
    records.put("Patient/" + patient, name(word));
    server
        .bean(JdbcClient.class)
        .sql("update hfj_resource set res_published = ? where fhir_id = ?")
        .params(Timestamp.from(Instant.parse("2020-01-01T00:00:00Z")), patient)
        .update();
    HttpResponse<String> replayed = records.call("Patient/$replay-erasures", "line", line);
    assertThat(replayed.body()).contains("\"valueInteger\":1");
    Await.until("erased again", PATIENCE, () -> canary.inTheDatabase(word).isEmpty());
    Await.until("out of the index", PATIENCE, () -> canary.inTheFullText(word).isEmpty());
  }

  @Test
  void aStartWithADatabaseThatLostAnErasureMakesUpForIt() throws Exception {
    String patient = admit(word);
    String erasure = lineOf(erase(patient)).split(" ", -1)[1];
    JdbcClient jdbc = server.bean(JdbcClient.class);
    jdbc.sql("delete from mortar_erasure_key where erasure = ?").param(erasure).update();
    jdbc.sql("delete from mortar_erasure where id = ?").param(erasure).update();
    records.put("Patient/" + patient, name(word));
    jdbc.sql("update hfj_resource set res_published = ? where fhir_id = ?")
        .params(Timestamp.from(Instant.parse("2020-01-01T00:00:00Z")), patient)
        .update();

    new ErasuresAgain(() -> server.bean(Erasures.class)).start();

    Await.until("erased again", PATIENCE, () -> canary.inTheDatabase(word).isEmpty());
  }

  @Test
  void whoIsMadeAnewAfterTheErasureStays() throws Exception {
    String patient = admit(word);
    erase(patient);
    records.put("Patient/" + patient, name("Newcomer"));
    records.call("Patient/$replay-erasures");
    assertThat(server.get("/fhir/Patient/" + patient).statusCode()).isEqualTo(200);
  }

  @Test
  void onlyAManagerErasesAndOnlyWithAReason() {
    records.put("Patient/stays-" + number, name("Stays"));
    String path = "Patient/stays-" + number + "/$erase";
    for (Role role : List.of(Role.SENIOR_PHARMACIST, Role.PATIENT, Role.SYSTEM_EHR)) {
      assertThat(post(path, "x", role).statusCode()).isEqualTo(403);
    }
    assertThat(records.call("Patient/stays-" + number + "/$erase").statusCode()).isEqualTo(400);
    assertThat(records.call("Patient/nobody-" + number + "/$erase", "reason", "x").statusCode())
        .isEqualTo(404);
    assertThat(server.get("/fhir/Patient/stays-" + number).statusCode()).isEqualTo(200);
  }

  private HttpResponse<String> erase(String patient) throws Exception {
    HttpResponse<String> answer =
        records.call("Patient/" + patient + "/$erase", "reason", "asked for it");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    String id = answer.body().replaceAll("(?s).*\"valueId\": ?\"([^\"]+)\".*", "$1");
    Await.until("erased", PATIENCE, () -> erasure(id).body().contains("\"done\""));
    return answer;
  }

  private HttpResponse<String> post(String path, String reason, Role role) {
    return server.send(
        server
            .request("/fhir/" + path, server.token(role))
            .header("Content-Type", "application/fhir+json")
            .POST(
                BodyPublishers.ofString(
                    "{\"resourceType\":\"Parameters\",\"parameter\":[{\"name\":\"reason\",\"valueString\":\"%s\"}]}"
                        .formatted(reason))));
  }

  private HttpResponse<String> erasure(String id) {
    return server.get("/fhir/Patient/$erasures?id=" + id);
  }

  private String lineOf(HttpResponse<String> erased) {
    String id = erased.body().replaceAll("(?s).*\"valueId\": ?\"([^\"]+)\".*", "$1");
    return erasure(id).body().replaceAll("(?s).*\"(v1 [^\"]+)\".*", "$1");
  }

  /** What a pharmacy keeps of somebody, and of others. */
  private void surround(String patient) throws Exception {
    String subject =
        "\"subject\":{\"reference\":\"Patient/%s\",\"display\":\"%s\"}".formatted(patient, word);
    records.put("Patient/other-" + number, name("Other"));
    String old = "erased-result-" + number;
    records.put("Observation/" + old, result(subject));
    records.delete("Observation/" + old);
    records.put("Observation/kept-result-" + number, result(subject));
    records.put("Observation/kept-result-" + number, result(subject).replace("final", "amended"));
    records.put(
        "Task/task-" + number,
        "\"status\":\"ready\",\"intent\":\"order\",\"description\":\"Call %s\",\"code\":{\"text\":\"t\"},\"for\":{\"reference\":\"Patient/%s\"},\"focus\":{\"reference\":\"Observation/kept-result-%s\"}"
            .formatted(word, patient, number));
    records.put("CarePlan/plan-" + number, "\"status\":\"active\",\"intent\":\"plan\"," + subject);
    records.put(
        "Communication/said-" + number,
        "\"status\":\"completed\",\"payload\":[{\"contentString\":\"Dear %s\"}],".formatted(word)
            + subject);
    records.put("Binary/file-" + number, file(word + " ".repeat(150_000)));
    records.put("Binary/letter-" + number, file(word));
    records.put(
        "DocumentReference/letter-" + number,
        "\"status\":\"current\",\"content\":[{\"attachment\":{\"url\":\"Binary/letter-%1$s\"}},{\"attachment\":{\"url\":\"Binary/file-%1$s\"}}],"
                .formatted(number)
            + subject);
    shared(patient);
    server
        .bean(Accounts.class)
        .save(
            new Account(
                "person-" + number,
                word,
                Role.PATIENT,
                "Patient/" + patient,
                Optional.of(patient),
                true),
            "a long password of a test");
    assertThat(found("Patient?family=" + word)).isEqualTo(1);
    records.put("Practitioner/test-staff-pharmacist", TestLicence.JSON);
    assertThat(
            post("Patient/" + patient + "/$break-glass", "See " + word, Role.STAFF_PHARMACIST)
                .statusCode())
        .isEqualTo(200);
  }

  private void shared(String patient) {
    records.put(
        "Group/group-" + number,
        "\"type\":\"person\",\"actual\":true,\"member\":[{\"entity\":{\"reference\":\"Patient/%s\",\"display\":\"%s\"}},{\"entity\":{\"reference\":\"Patient/other-%s\"}}]"
            .formatted(patient, word, number));
    records.put(
        "Appointment/both-" + number,
        "\"status\":\"booked\",\"start\":\"2030-01-20T10:00:00Z\",\"end\":\"2030-01-20T10:30:00Z\",\"participant\":[{\"actor\":{\"reference\":\"Patient/%s\",\"display\":\"%s\"},\"status\":\"accepted\"},{\"actor\":{\"reference\":\"Patient/other-%s\"},\"status\":\"accepted\"}]"
            .formatted(patient, word, number));
  }

  private static String result(String subject) {
    return "\"status\":\"final\",\"code\":{\"text\":\"x\"}," + subject;
  }

  private static String file(String text) {
    return "\"contentType\":\"text/plain\",\"data\":\"%s\""
        .formatted(Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static String name(String family) {
    return "\"name\":[{\"family\":\"" + family + "\"}]";
  }

  private int found(String search) {
    return server.parse(Bundle.class, server.get("/fhir/" + search).body()).getEntry().size();
  }

  private String admit(String family) throws Exception {
    hear(admission("C" + number, family));
    Await.until("admitted", PATIENCE, () -> found("Patient?identifier=" + record) == 1);
    return server
        .parse(Bundle.class, server.get("/fhir/Patient?identifier=" + record).body())
        .getEntryFirstRep()
        .getResource()
        .getIdElement()
        .getIdPart();
  }

  private String hear(String message) {
    byte[] bytes = message.replace('\n', '\r').getBytes(StandardCharsets.UTF_8);
    byte[] answer = server.bean(Intake.class).receive(Caller.of("erase-it"), bytes).wire();
    return new String(answer, StandardCharsets.UTF_8);
  }

  private Inbound message(String controlId) throws Exception {
    InboundMessages messages = server.bean(InboundMessages.class);
    Await.until(
        "applied",
        PATIENCE,
        () -> messages.search(search(controlId), 1).getFirst().state() == State.DONE);
    return messages.search(search(controlId), 1).getFirst();
  }

  private static Search search(String controlId) {
    return new Search("", controlId, "", "", Optional.empty(), Optional.empty(), 0);
  }

  private String admission(String controlId, String family) {
    return """
    MSH|^~\\&|ERASEEHR|HOSP|MORTAR|PHARM|20261101103000||ADT^A04^ADT_A01|%s|P|2.5.1
    EVN|A04|20261101103000
    PID|1||%s^^^ERASE^MR||%s^Ana||19700101|F|||%s Street 1^^Springfield
    PV1|1|O
    """
        .formatted(controlId, record, family, family);
  }
}

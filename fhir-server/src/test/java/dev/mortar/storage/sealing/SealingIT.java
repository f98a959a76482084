package dev.mortar.storage.sealing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mortar.hl7.InboundMessages;
import dev.mortar.hl7.InboundMessages.Inbound;
import dev.mortar.hl7.InboundMessages.Search;
import dev.mortar.hl7.InboundMessages.State;
import dev.mortar.hl7.mllp.Caller;
import dev.mortar.hl7.mllp.Intake;
import dev.mortar.server.Await;
import dev.mortar.server.ServerTest;
import dev.mortar.server.TestServer;
import dev.mortar.storage.retention.Canary;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.AuditEvent;
import org.hl7.fhir.r4.model.AuditEvent.AuditEventEntityComponent;
import org.hl7.fhir.r4.model.Binary;
import org.hl7.fhir.r4.model.Bundle;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A copy of the database, of the index or of the data folder holds no Social Security number. */
@ServerTest
class SealingIT {
  private static final Pattern ROW = Pattern.compile("(__HSEARCH_id|myResourceLinksField)=\\d+");

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String SYSTEM = "http://hl7.org/fhir/sid/us-ssn";

  private final TestServer server;
  private final Canary canary;
  private final JdbcClient jdbc;
  private final String id = "sealed-" + UUID.randomUUID().toString().substring(0, 8);
  private final String word =
      "Numbat" + UUID.randomUUID().toString().replaceAll("[^a-f]", "") + "q";
  private final String number;

  SealingIT(TestServer server) throws IOException {
    this.server = server;
    this.canary = new Canary(server);
    this.jdbc = server.bean(JdbcClient.class);
    this.number = newNumber();
  }

  /** Its last digits are not in the index yet, where other records' ids bring all sorts of them. */
  private String newNumber() throws IOException {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    String last = Integer.toString(random.nextInt(1000, 10000));
    while (!standingAlone(last).isEmpty()) {
      last = Integer.toString(random.nextInt(1000, 10000));
    }
    return random.nextInt(900, 1000) + "-" + random.nextInt(10, 100) + "-" + last;
  }

  /** But for those in the number of a row, and within the hexadecimal names of other records. */
  private List<String> standingAlone(String digits) throws IOException {
    Pattern alone = Pattern.compile("(?<![0-9a-z])" + digits + "(?![0-9a-z])");
    return canary.inTheFullText(digits).stream()
        .filter(ROW.asMatchPredicate().negate())
        .filter(alone.asPredicate())
        .toList();
  }

  @Test
  void theNumberIsNowhereAtRest() throws Exception {
    assertThat(conditionalCreate("unknown").statusCode()).isEqualTo(201);
    put("male", 201);
    put("female", 200);
    search("Patient?identifier=" + token());
    search("Patient?identifier=" + number);
    search("Observation?subject:Patient.identifier=" + token());
    Await.until("it is indexed", PATIENCE, () -> !canary.inTheFullText(word).isEmpty());

    for (String written : List.of(number, number.replace("-", ""))) {
      assertThat(canary.inTheDatabase(written)).isEmpty();
      assertThat(canary.inTheFullText(written)).isEmpty();
      assertThat(canary.inOtherFiles(written)).isEmpty();
    }
    String last = number.substring(7);
    assertThat(standingAlone(last)).isEmpty();
    String content = "Patient?_id=" + id + "&_content=";
    assertThat(search(content + word)).hasSize(1);
    assertThat(search(content + last)).isEmpty();
  }

  @Test
  void everyVersionIsReadAsItWasWritten() {
    put("male", 201);
    put("female", 200);
    for (String path : List.of("", "/_history/2")) {
      assertThat(server.get("/fhir/Patient/" + id + path).body())
          .contains("\"value\":\"" + number + "\"", "No. " + number, "female");
    }
    assertThat(server.get("/fhir/Patient/" + id + "/_history/1").body())
        .contains("\"value\":\"" + number + "\"", "No. " + number, "\"male\"");
    assertThat(server.get("/fhir/Patient/" + id + "/_history").body()).contains(number);
    assertThat(search("Patient?_id=" + id)).hasSize(1);
  }

  @Test
  void aLargeFileLiesSealedInARowOfItsOwnAndIsReadWhole() throws Exception {
    String line = word + " has the number " + number + "\n";
    // More than HAPI hands out by itself, and less than a request may have.
    String text = line.repeat(11_000_000 / line.length());
    String file =
        """
        {"resourceType":"Binary","contentType":"text/plain","data":"%s"}"""
            .formatted(Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)));
    HttpResponse<String> stored = server.post("/fhir/Binary", file);
    assertThat(stored.statusCode()).as(stored.body()).isEqualTo(201);
    String address =
        "/fhir/Binary/" + server.parse(Binary.class, stored.body()).getIdElement().getIdPart();
    var asked = server.request(address).header("Accept", "application/fhir+json");
    Binary read = server.parse(Binary.class, server.send(asked).body());
    assertThat(new String(read.getData(), StandardCharsets.UTF_8)).isEqualTo(text);
    assertThat(canary.inTheDatabase(number)).isEmpty();
    assertThat(
            jdbc.sql("select count(*) from hfj_binary_storage_blob where resource_id = ?")
                .param(address.substring("/fhir/".length()))
                .query(Long.class)
                .single())
        .isEqualTo(1);
  }

  @Test
  void aWriteThatChangesNothingMakesNoVersion() {
    put("male", 201);
    put("male", 200);
    put("male", 200);
    assertThat(server.get("/fhir/Patient/" + id).body()).contains("\"versionId\":\"1\"");
  }

  @Test
  void itIsFoundByItsNumber() {
    put("male", 201);
    server.post(
        "/fhir/Observation",
        """
        {"resourceType":"Observation","status":"final","code":{"text":"x"},"subject":{"reference":"Patient/%s"}}"""
            .formatted(id));
    for (String query :
        List.of(
            "Patient?identifier=" + token(),
            "Patient?identifier=" + number,
            "Patient?identifier=urn:x%7C1," + token(),
            "Patient?identifier=" + token() + "&gender=male",
            "Observation?subject:Patient.identifier=" + token(),
            "Patient?identifier=" + token() + "&_has:Observation:subject:status=final")) {
      assertThat(search(query)).as(query).hasSize(1);
    }
    assertThat(search("Patient?identifier=" + SYSTEM + "%7C" + "&_id=" + id)).hasSize(1);
    assertThat(search("Patient?identifier=" + SYSTEM + "%7C000-00-0000&_id=" + id)).isEmpty();
    assertThat(search("Patient?identifier:not=" + token() + "&_id=" + id)).isEmpty();
    assertThat(search("Patient?identifier=urn:other%7C" + number)).isEmpty();
  }

  @Test
  void conditionalWritesMeetWhoHasTheNumber() {
    assertThat(conditionalCreate("male").statusCode()).isEqualTo(201);
    assertThat(conditionalCreate("male").statusCode()).isEqualTo(200);
    HttpResponse<String> updated =
        server.send(
            server
                .request("/fhir/Patient?identifier=" + token())
                .header("Content-Type", "application/fhir+json")
                .PUT(BodyPublishers.ofString(patient("female"))));
    assertThat(updated.statusCode()).as(updated.body()).isEqualTo(200);
    assertThat(search("Patient?identifier=" + token())).hasSize(1);
    assertThat(search("Patient?identifier=" + token() + "&gender=female")).hasSize(1);
  }

  @Test
  void aMessageWithTheNumberLiesSealedAndFindsItsPatient() throws Exception {
    put("male", 201);
    String digits = number.replace("-", "");
    String controlId = id.toUpperCase(Locale.ROOT);
    String answer =
        hear(
            """
            MSH|^~\\&|SEALEHR|HOSP|MORTAR|PHARM|20261101103000||ADT^A08^ADT_A01|%1$s|P|2.5.1
            EVN|A08|20261101103000
            PID|1||%2$s^^^SSA^SS||%3$s^Ana||19700101|F|||1 Example Street^^Springfield||||||||%4$s
            PV1|1|O
            """
                .formatted(controlId, number, word, digits));
    assertThat(answer).contains("MSA|AA");
    InboundMessages messages = server.bean(InboundMessages.class);
    var wanted = new Search("", controlId, "", "", Optional.empty(), Optional.empty(), 0);
    Await.until(
        "applied", PATIENCE, () -> messages.search(wanted, 1).getFirst().state() == State.DONE);

    Inbound message = messages.search(wanted, 1).getFirst();
    assertThat(new String(messages.raw(message.id()).orElseThrow(), StandardCharsets.UTF_8))
        .contains("|" + number + "^^^SSA^SS|");
    assertThat(search("Patient?identifier=" + token()))
        .singleElement()
        .satisfies(
            found -> assertThat(found.getResource().getIdElement().getIdPart()).isEqualTo(id));
    assertThat(canary.inTheDatabase(number)).isEmpty();
    assertThat(canary.inTheDatabase(digits)).isEmpty();
    var named = new Search(number, "", "", "", Optional.empty(), Optional.empty(), 0);
    assertThat(messages.search(named, 10)).hasSize(1);
  }

  @Test
  void aSearchForTheNumberThatFindsMoreThanAPageSaysSoAndKeepsNothing() throws Exception {
    put("male", 201);
    assertThat(server.post("/fhir/Patient", patient("female")).statusCode()).isEqualTo(201);
    for (int again = 0; again < 2; again++) {
      HttpResponse<String> answer = server.get("/fhir/Patient?_count=1&identifier=" + token());
      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(answer.body()).contains("larger _count").doesNotContain(number);
    }
    assertThat(search("Patient?_count=2&identifier=" + token())).hasSize(2);
    assertThat(canary.inTheDatabase(number)).isEmpty();
  }

  @Test
  void theTrailKnowsThatSomebodyAskedAndNotTheNumber() throws Exception {
    search("Patient?identifier=" + token());
    String hashed = server.bean(Sealing.class).hashed(number);
    Await.until(
        "the event", PATIENCE, () -> asked().stream().anyMatch(query -> query.contains(hashed)));
    assertThat(asked()).noneMatch(query -> query.contains(number));
  }

  private List<String> asked() {
    return search("AuditEvent?_sort=-_lastUpdated&_count=50").stream()
        .map(entry -> (AuditEvent) entry.getResource())
        .flatMap(event -> event.getEntity().stream())
        .filter(AuditEventEntityComponent::hasQuery)
        .map(entity -> new String(entity.getQuery(), StandardCharsets.UTF_8))
        .toList();
  }

  private String hear(String message) {
    byte[] bytes = message.replace('\n', '\r').getBytes(StandardCharsets.UTF_8);
    byte[] answer = server.bean(Intake.class).receive(Caller.of("sealing-it"), bytes).wire();
    return new String(answer, StandardCharsets.UTF_8);
  }

  @Test
  void theKeyGoesWithTheResource() throws Exception {
    put("male", 201);
    String owner = owner();
    assertThat(keys(owner)).isEqualTo(1);
    HttpResponse<String> answer =
        server.post(
            "/fhir/Patient/" + id + "/$erase",
            """
            {"resourceType":"Parameters","parameter":[{"name":"reason","valueString":"asked for it"}]}""");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    Await.until("erased", PATIENCE, () -> server.get("/fhir/Patient/" + id).statusCode() == 404);
    assertThat(keys(owner)).isZero();
  }

  private String owner() {
    return "resource/"
        + jdbc.sql("select res_id from hfj_resource where fhir_id = ?")
            .param(id)
            .query(Long.class)
            .single();
  }

  private long keys(String owner) {
    return jdbc.sql("select count(*) from mortar_data_key where owner = ?")
        .param(owner)
        .query(Long.class)
        .single();
  }

  private String token() {
    return SYSTEM + "%7C" + number;
  }

  private void put(String gender, int expected) {
    HttpResponse<String> answer =
        server.send(
            server
                .request("/fhir/Patient/" + id)
                .header("Content-Type", "application/fhir+json")
                .PUT(
                    BodyPublishers.ofString(
                        patient(gender).replaceFirst("\\{", "{\"id\":\"" + id + "\","))));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(expected);
  }

  private String patient(String gender) {
    return """
    {"resourceType":"Patient","text":{"status":"additional","div":"<div xmlns=\\"http://www.w3.org/1999/xhtml\\">No. %1$s</div>"},\
    "identifier":[{"use":"official","type":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/v2-0203","code":"SS"}]},\
    "system":"%2$s","value":"%1$s"},{"system":"urn:mrn","value":"%3$s"}],"name":[{"family":"%4$s"}],"gender":"%5$s"}"""
        .formatted(number, SYSTEM, id, word, gender);
  }

  private HttpResponse<String> conditionalCreate(String gender) {
    HttpResponse<String> answer =
        server.send(
            server
                .request("/fhir/Patient")
                .header("Content-Type", "application/fhir+json")
                .header("If-None-Exist", "identifier=" + SYSTEM + "|" + number)
                .POST(BodyPublishers.ofString(patient(gender))));
    assertThat(answer.statusCode()).as(answer.body()).isIn(200, 201);
    return answer;
  }

  private List<Bundle.BundleEntryComponent> search(String query) {
    HttpResponse<String> answer = server.get("/fhir/" + query);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return server.parse(Bundle.class, answer.body()).getEntry();
  }
}

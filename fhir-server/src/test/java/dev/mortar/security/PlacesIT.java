package dev.mortar.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mortar.access.Role;
import dev.mortar.server.ServerTest;
import dev.mortar.server.TestServer;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Optional;
import org.hl7.fhir.r4.model.Bundle;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Two pharmacies, a patient each, and a third patient of nobody in particular. Staff of the first
 * tries to reach the second, on every way that leads to data.
 */
@ServerTest
class PlacesIT {
  private final TestServer server;
  private final TestPlaces places;

  PlacesIT(TestServer server) {
    this.server = server;
    this.places = new TestPlaces(server);
  }

  @BeforeEach
  void twoPharmacies() {
    places.open();
    for (String who : new String[] {"n", "s", "x"}) {
      String subject = "{\"reference\":\"Patient/place-" + who + "\"}";
      places.put(
          "Observation/place-result-" + who,
          "\"status\":\"final\",\"code\":{\"coding\":[{\"system\":\"urn:place\",\"code\":\"k\"}]},\"subject\":"
              + subject);
      places.put(
          "Task/place-task-" + who,
          "\"status\":\"ready\",\"intent\":\"order\",\"code\":{\"coding\":[{\"system\":\"urn:place\",\"code\":\"t\"}]},\"for\":"
              + subject);
    }
    places.visit("place-visit-n", "Patient/place-x", TestPlaces.NORTH);
    places.visit("place-visit-s", "Patient/place-x", TestPlaces.SOUTH);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Patient/place-n",
        "Patient/place-x",
        "Observation/place-result-n",
        "Observation/place-result-x/_history",
        "Task/place-task-n",
        "Appointment/place-visit-n",
        "Location/place-south"
      })
  void whatBelongsToTheirPharmacyOrToNoneIsOpen(String path) {
    assertThat(get("place-tech", path).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Patient/place-s",
        "Patient/place-s/_history",
        "Patient/place-s/_history/1",
        "Patient/no-such-patient",
        "Observation/place-result-s",
        "Task/place-task-s",
        "Appointment/place-visit-s",
        "Task/place-task-s/$prioritize",
        "Observation?subject:Patient._has:Task:patient:status=ready",
        "Patient?_has:Observation:patient:code=k"
      })
  void whatBelongsToAnotherIs403WhetherItExistsOrNot(String path) {
    HttpResponse<String> answer =
        path.contains("$")
            ? post("place-tech", path, "{\"resourceType\":\"Parameters\"}")
            : get("place-tech", path);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(403);
    assertThat(answer.body()).contains("OperationOutcome").doesNotContain("Sudermann");
  }

  @ParameterizedTest
  @CsvSource({
    "Patient?family=Sudermann, 0",
    "Patient?family=Nordlund, 1",
    "Patient?_id=place-n;place-s;place-x, 2",
    "Observation?code=urn:place|k, 2",
    "Observation?code=urn:place|k&patient.family=Nordlund, 1",
    "Observation?patient=Patient/place-s, 0",
    "Task?code=urn:place|t, 2",
    "Task?patient=Patient/place-s, 0",
    "Appointment?patient=Patient/place-x, 1"
  })
  void aSearchFindsAndCountsTheirsOnly(String search, int hits) {
    String url = search.replace(';', ',').replace("|", "%7C");
    for (String count : new String[] {"", "&_summary=count", "&_total=accurate"}) {
      assertThat(total(get("place-tech", url + count))).as(url + count).isEqualTo(hits);
    }
    for (String type : new String[] {"batch", "transaction"}) {
      String bundle =
          "{\"resourceType\":\"Bundle\",\"type\":\"%s\",\"entry\":[{\"request\":{\"method\":\"GET\",\"url\":\"%s\"}}]}"
              .formatted(type, url);
      assertThat(total(post("place-tech", "", bundle))).as(type + url).isEqualTo(hits);
    }
  }

  @Test
  void anIncludeBringsNothingFromElsewhere() {
    String found =
        get("place-tech", "Appointment?patient=Patient/place-x&_include=*&_revinclude=*").body();
    assertThat(found).contains("place-visit-n").doesNotContain("place-visit-s\"");
    assertThat(get("place-tech", "Patient/place-x/$everything").body())
        .doesNotContain("place-visit-s\"");
  }

  @Test
  void nothingIsWrittenThereAndNothingIsTakenFromThere() {
    String moved = TestPlaces.record("place-s", "Sudermann", TestPlaces.NORTH);
    assertThat(put("place-tech", "Patient/place-s", moved).statusCode()).isEqualTo(403);
    String away = TestPlaces.record("place-n", "Nordlund", TestPlaces.SOUTH);
    assertThat(put("place-tech", "Patient/place-n", away).statusCode()).isEqualTo(403);
    String task =
        "{\"resourceType\":\"Task\",\"status\":\"ready\",\"intent\":\"order\",\"for\":{\"reference\":\"Patient/place-s\"}}";
    assertThat(post("place-tech", "Task", task).statusCode()).isEqualTo(403);
  }

  @Test
  void theIdOfSomethingDeletedIsNoWayToItsVersions() {
    String task =
        "\"status\":\"ready\",\"intent\":\"order\",\"description\":\"Hidden words\",\"for\":{\"reference\":\"Patient/place-%s\"}";
    places.put("Task/place-gone", task.formatted("s"));
    server.send(server.request("/fhir/Task/place-gone").DELETE());
    String own =
        "{\"resourceType\":\"Task\",\"id\":\"place-gone\","
            + task.formatted("n").replace("Hidden words", "")
            + "}";
    put("place-tech", "Task/place-gone", own.replace("\"description\":\"\",", ""));
    for (String version : new String[] {"/_history/1", "/_history"}) {
      HttpResponse<String> answer = get("place-tech", "Task/place-gone" + version);
      assertThat(answer.statusCode()).as(version).isEqualTo(403);
      assertThat(answer.body()).doesNotContain("Hidden words");
    }
  }

  @Test
  void aFileIsForWhoReachesThePatientWhomItIsAbout() {
    String file =
        "\"contentType\":\"text/plain\",\"data\":\"c2VjcmV0\",\"securityContext\":{\"reference\":\"Patient/%s\"}";
    places.put("Binary/place-file-n", file.formatted("place-n"));
    places.put("Binary/place-file-s", file.formatted("place-s"));
    places.put("Binary/place-file", "\"contentType\":\"text/plain\",\"data\":\"c2VjcmV0\"");
    String who = "place-pharmacist";
    assertThat(get(who, "Binary/place-file-n").statusCode()).isEqualTo(200);
    for (String hidden : new String[] {"place-file-s", "place-file", "no-such-file"}) {
      assertThat(get(who, "Binary/" + hidden).statusCode()).as(hidden).isEqualTo(403);
      assertThat(get(who, "Binary/" + hidden + "/_history").statusCode()).isEqualTo(403);
    }
    assertThat(get(who, "Binary?_id=place-file-s").statusCode()).isEqualTo(403);
    assertThat(get(who, "Bundle?_count=1").statusCode()).isEqualTo(403);
    String foreign = "{\"resourceType\":\"Binary\"," + file.formatted("place-s") + "}";
    assertThat(post(who, "Binary", foreign).statusCode()).isEqualTo(403);
  }

  @Test
  void messagesAsTheyCameAreForWhoReachesAllPatients() {
    assertThat(
            server
                .send(server.request("/api/hl7/messages", places.token("place-tech")))
                .statusCode())
        .isEqualTo(403);
    assertThat(
            server
                .send(server.request("/api/hl7/messages", places.token("place-all")))
                .statusCode())
        .isEqualTo(200);
  }

  @Test
  void whoMayReachAllIsNotBound() {
    assertThat(get("place-all", "Patient/place-s").statusCode()).isEqualTo(200);
    assertThat(total(get("place-all", "Observation?code=urn:place%7Ck"))).isEqualTo(3);
  }

  @Test
  void whoReachesTheirOwnPatientsReachesNoOthers() {
    assertThat(get("place-own", "Patient/place-x").statusCode()).isEqualTo(403);
    places.put(
        "Patient/place-x",
        "\"name\":[{\"family\":\"Xanders\"}],\"generalPractitioner\":[{\"reference\":\"Practitioner/place-own\"}]");
    assertThat(get("place-own", "Patient/place-x").statusCode()).isEqualTo(200);
    assertThat(total(get("place-own", "Observation?code=urn:place%7Ck"))).isEqualTo(1);
    assertThat(get("place-own", "Patient/place-n").statusCode()).isEqualTo(403);
  }

  @Test
  void aPatientsDenialHidesTheRecordFromWhomItNames() {
    String consent =
        "\"status\":\"%s\",\"scope\":{\"text\":\"privacy\"},\"category\":[{\"text\":\"access\"}],"
            + "\"patient\":{\"reference\":\"Patient/place-n\"},\"provision\":{\"type\":\"deny\","
            + "\"actor\":[{\"role\":{\"text\":\"reader\"},\"reference\":{\"reference\":\"Practitioner/place-all\"}}]}";
    places.put(
        "List/place-list",
        "\"status\":\"current\",\"mode\":\"working\",\"entry\":[{\"item\":{\"reference\":\"Patient/place-n\"}}]");
    assertThat(get("place-all", "List/place-list").statusCode()).isEqualTo(200);
    places.put("Consent/place-denial", consent.formatted("active"));
    try {
      assertThat(get("place-all", "Patient/place-n").statusCode()).isEqualTo(403);
      assertThat(get("place-all", "Observation?code=urn:place%7Ck").body())
          .contains("place-result-s")
          .doesNotContain("place-result-n")
          .doesNotContain("\"total\"");
      assertThat(get("place-all", "Observation?patient.family=Nordlund").statusCode())
          .isEqualTo(403);
      assertThat(get("place-all", "List/place-list").statusCode()).isEqualTo(403);
      assertThat(get("place-all", "Observation?code=urn:place%7Ck&_summary=count").statusCode())
          .isEqualTo(403);
      assertThat(get("place-tech", "Patient/place-n").statusCode()).isEqualTo(200);
    } finally {
      places.put("Consent/place-denial", consent.formatted("inactive"));
    }
    assertThat(get("place-all", "Patient/place-n").statusCode()).isEqualTo(200);
  }

  @Test
  void theGlassBreaksWithAReasonForAWhileAndTheManagerHearsOfIt() {
    String record = "Patient/place-s";
    assertThat(post("place-tech", record + "/$break-glass", glass("")).statusCode()).isEqualTo(400);
    assertThat(
            post("place-tech", record + "/$break-glass", glass("x").replace("15", "600"))
                .statusCode())
        .isEqualTo(400);
    HttpResponse<String> opened =
        post("place-tech", record + "/$break-glass", glass("Collapsed at the counter"));
    assertThat(opened.statusCode()).as(opened.body()).isEqualTo(200);
    assertThat(get("place-tech", record).statusCode()).isEqualTo(200);
    assertThat(total(get("place-tech", "Observation?patient=Patient/place-s"))).isEqualTo(1);
    assertThat(server.get("/fhir/Task?patient=place-s&code=emergency-review").body())
        .contains("Collapsed at the counter");
    assertThat(server.send(server.request("/api/me", places.token("place-tech"))).body())
        .contains("Patient/place-s");
    server
        .bean(JdbcClient.class)
        .sql("update break_glass set open_until = opened_at where account = 'place-tech'")
        .update();
    server.bean(Standings.class).forgetCallers();
    assertThat(get("place-tech", record).statusCode()).isEqualTo(403);
  }

  @Test
  void whoHasNoClinicalWorkBreaksNoGlass() {
    for (Role role : new Role[] {Role.ADMIN_STAFF, Role.PATIENT, Role.SYSTEM_EHR}) {
      assertThat(
              server
                  .send(
                      server
                          .request("/fhir/Patient/place-s/$break-glass", server.token(role))
                          .header("Content-Type", "application/fhir+json")
                          .POST(BodyPublishers.ofString(glass("x"))))
                  .statusCode())
          .isEqualTo(403);
    }
  }

  @Test
  void aCaregiverActsOnlyWithinAConsentOfThePatient() {
    places.account(
        "place-carer", Role.CAREGIVER, "RelatedPerson/place-carer", Optional.of("place-n"));
    places.put("RelatedPerson/place-carer", "\"patient\":{\"reference\":\"Patient/place-n\"}");
    String consent =
        "\"status\":\"%s\",\"scope\":{\"text\":\"privacy\"},\"category\":[{\"text\":\"access\"}],"
            + "\"patient\":{\"reference\":\"Patient/place-n\"},\"provision\":{\"type\":\"permit\","
            + "\"period\":{\"start\":\"2020-01-01\",\"end\":\"%s\"},"
            + "\"class\":[{\"system\":\"http://hl7.org/fhir/resource-types\",\"code\":\"Observation\"}],"
            + "\"actor\":[{\"role\":{\"text\":\"reader\"},\"reference\":{\"reference\":\"RelatedPerson/place-carer\"}}]}";
    String own = "Observation/place-result-n";
    assertThat(get("place-carer", own).statusCode()).isEqualTo(403);
    places.put("Consent/place-carer", consent.formatted("active", "2090-01-01"));
    assertThat(get("place-carer", own).statusCode()).isEqualTo(200);
    assertThat(total(get("place-carer", "Observation"))).isEqualTo(1);
    assertThat(get("place-carer", "Patient/place-n").statusCode()).isEqualTo(403);
    assertThat(get("place-carer", "Patient/place-n/$everything").statusCode()).isEqualTo(403);
    assertThat(get("place-carer", "Observation/place-result-s").statusCode()).isEqualTo(403);
    places.put("Consent/place-carer", consent.formatted("active", "2021-01-01"));
    assertThat(get("place-carer", own).statusCode()).isEqualTo(403);
    places.put("Consent/place-carer", consent.formatted("inactive", "2090-01-01"));
    assertThat(get("place-carer", own).statusCode()).isEqualTo(403);
  }

  private static String glass(String reason) {
    String text =
        reason.isEmpty() ? "" : "{\"name\":\"reason\",\"valueString\":\"" + reason + "\"},";
    return "{\"resourceType\":\"Parameters\",\"parameter\":["
        + text
        + "{\"name\":\"minutes\",\"valuePositiveInt\":15}]}";
  }

  private HttpResponse<String> get(String who, String path) {
    return server.send(server.request("/fhir/" + path, places.token(who)));
  }

  private HttpResponse<String> post(String who, String path, String json) {
    return server.send(
        server
            .request("/fhir" + (path.isEmpty() ? "" : "/" + path), places.token(who))
            .header("Content-Type", "application/fhir+json")
            .POST(BodyPublishers.ofString(json)));
  }

  private HttpResponse<String> put(String who, String path, String json) {
    return server.send(
        server
            .request("/fhir/" + path, places.token(who))
            .header("Content-Type", "application/fhir+json")
            .PUT(BodyPublishers.ofString(json)));
  }

  private int total(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    Bundle bundle = server.parse(Bundle.class, answer.body());
    if (bundle.getType() != Bundle.BundleType.SEARCHSET) {
      bundle = (Bundle) bundle.getEntryFirstRep().getResource();
    }
    return bundle.getTotal();
  }
}

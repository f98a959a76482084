package dev.mortar.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mortar.access.Role;
import dev.mortar.server.ServerTest;
import dev.mortar.server.TestServer;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import org.hl7.fhir.r4.model.Bundle;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A patient tries every way that we know to learn or change something about another patient. */
@ServerTest
class OtherPatientsIT {
  private final TestServer server;

  OtherPatientsIT(TestServer server) {
    this.server = server;
  }

  @BeforeEach
  void twoPatientsWithAResultEach() {
    store("Practitioner/test-doctor", "\"name\":[{\"family\":\"Doctor\"}]");
    store(
        "Patient/test-patient",
        "\"name\":[{\"family\":\"Alpha\"}],\"generalPractitioner\":[{\"reference\":\"Practitioner/test-doctor\"}]");
    store(
        "Patient/test-other",
        "\"name\":[{\"family\":\"Beta\"}],\"identifier\":[{\"system\":\"urn:mrn\",\"value\":\"999\"}]");
    for (String who : List.of("patient", "other")) {
      String subject = "{\"reference\":\"Patient/test-" + who + "\"}";
      store(
          "Observation/result-of-" + who,
          "\"status\":\"final\",\"code\":{\"coding\":[{\"system\":\"urn:c\",\"code\":\"hiv\"}]},"
              + "\"performer\":[{\"reference\":\"Practitioner/test-doctor\"}],\"subject\":"
              + subject);
      store("Task/work-for-" + who, "\"status\":\"ready\",\"intent\":\"order\",\"for\":" + subject);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/Patient/test-patient",
        "/Observation/result-of-patient",
        "/Task/work-for-patient",
        "/Task/work-for-patient/_history",
        "/Task",
        "/Task?patient=Patient/test-patient",
        "/Observation?code=urn:c%7Chiv",
        "/Practitioner/test-doctor",
        "/Patient/test-patient/$everything",
        "/Observation?subject=Patient/test-patient&_include=Observation:performer"
      })
  void theirOwnRecordIsOpenToThem(String path) {
    HttpResponse<String> answer = asPatient(path);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body()).doesNotContain("test-other").doesNotContain("of-other");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/Patient/test-other",
        "/Patient/test-other/_history",
        "/Patient/test-other/_history/1",
        "/Observation/result-of-other",
        "/Observation/result-of-other/_history",
        "/Task/work-for-other",
        "/Patient/test-other/$everything",
        "/Patient/$everything",
        "/Patient/no-such-patient",
        "/Observation/no-such-result",
        "/_history",
        "/Observation/_history",
        "/AuditEvent",
        "/Provenance",
        "/Basic",
        "/Subscription",
        "/Patient?_has:Observation:subject:code=hiv",
        "/Observation?subject:Patient.family=Beta",
        "/Observation?patient.identifier=urn:mrn%7C999&_summary=count",
        "/Patient?general-practitioner.name=Doctor",
        "/Observation?_content=Beta&_summary=count",
        "/Observation?_text=Beta",
        "/Observation?_sort=patient.family",
        "/Observation?_tag=x",
        "/Observation?_list=x",
        "/$graphql?query=%7BPatientList%7Bid%7D%7D",
        "/Patient/test-other/$graphql?query=%7Bid%7D",
        "/$export",
        "/Patient/$export",
        "/Patient/test-other/$export",
        "/Patient/test-other/$meta",
        "/$diff?from=Patient/test-patient&to=Patient/test-other",
        "/Observation/$lastn",
        "/?_getpages=0123456789abcdef0123456789abcdef-000000000000"
      })
  void everythingElseIs403WhetherItExistsOrNot(String path) {
    HttpResponse<String> answer = asPatient(path);
    assertThat(answer.statusCode()).as(path + " " + answer.body()).isEqualTo(403);
    assertThat(answer.body()).contains("OperationOutcome").doesNotContain("Beta");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/?_type=Patient", "/Patient/test-other/$summary", "/Patient/$match"})
  void whatMayNotBeServedAtAllIsNotServedToThem(String path) {
    HttpResponse<String> answer = asPatient(path);
    assertThat(answer.statusCode()).isBetween(400, 405);
    assertThat(answer.body()).doesNotContain("Beta");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Observation?subject=Patient/test-patient,Patient/test-other&code=hiv&_summary=count",
        "Observation?subject=Patient/test-patient,Patient/test-other&_count=0",
        "Observation?subject=Patient/test-patient,Patient/test-other&_total=accurate",
        "Observation?_summary=count",
        "Patient?_id=test-patient,test-other&_summary=count",
        "Task?_total=accurate"
      })
  void aCountKnowsOneRecordOnly(String search) {
    assertThat(total(asPatient("/" + search))).isEqualTo(1);
    String[] parts = search.split("\\?", 2);
    assertThat(
            total(
                server.send(
                    server
                        .request("/fhir/" + parts[0] + "/_search", patient())
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(parts[1])))))
        .isEqualTo(1);
    assertThat(total(batched(search, "batch"))).isEqualTo(1);
    assertThat(total(batched(search, "transaction"))).isEqualTo(1);
  }

  @Test
  void aGuessAboutAnotherPatientIsNeverConfirmed() {
    assertThat(total(asPatient("/Patient?_id=test-patient,test-other&family=Beta&_summary=count")))
        .isZero();
    assertThat(total(asPatient("/Observation?subject=Patient/test-other&_summary=count"))).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Patient/test-other",
        "Observation/result-of-other",
        "Observation?subject:Patient.family=Beta",
        "Patient?_has:Observation:subject:code=hiv",
        "Patient/test-other/$everything",
        "Patient/test-other/_history"
      })
  void aBundleIsNoWayAround(String url) {
    for (String type : List.of("batch", "transaction")) {
      HttpResponse<String> answer = bundle(type, "GET", url, "");
      assertThat(answer.body()).doesNotContain("Beta").doesNotContain("\"hiv\"");
      assertThat(answer.body().contains("403") || answer.statusCode() >= 400)
          .as(answer.statusCode() + answer.body())
          .isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "Observation?subject=Patient/test-other&code=hiv",
    "Observation?_id=result-of-other",
    "Appointment?patient=Patient/test-other"
  })
  void aConditionalCreateShowsNothingAndIsRefusedHitOrMiss(String condition) {
    HttpResponse<String> answer =
        server.send(
            server
                .request("/fhir/" + condition.substring(0, condition.indexOf('?')), patient())
                .header("Content-Type", "application/fhir+json")
                .header("If-None-Exist", condition)
                .POST(
                    BodyPublishers.ofString(
                        condition.startsWith("App") ? appointment("Patient/test-patient") : "{}")));
    assertThat(answer.statusCode()).isIn(400, 403);
    assertThat(answer.body()).doesNotContain("hiv");
  }

  @ParameterizedTest
  @CsvSource({
    "DELETE, Observation?subject=Patient/test-other&code=hiv",
    "DELETE, Observation?subject=Patient/test-other&code=nothing",
    "DELETE, Observation/result-of-other",
    "PUT, Patient?identifier=urn:mrn%7C999",
    "PUT, Patient?identifier=urn:mrn%7C000",
    "PUT, Patient/test-other",
    "PUT, Patient/no-such-patient",
    "POST, Patient",
    "POST, Observation",
    "POST, AuditEvent",
    "POST, Provenance",
    "POST, Group"
  })
  void aWriteElsewhereIs403WhetherThereIsAHitOrNot(String method, String url) {
    String type = url.split("[?/]", -1)[0];
    String id = url.contains("/") && !url.contains("?") ? url.substring(url.indexOf('/') + 1) : "";
    String body =
        "{\"resourceType\":\"%s\"%s}".formatted(type, id.isEmpty() ? "" : ",\"id\":\"" + id + "\"");
    HttpRequest.Builder request =
        server
            .request("/fhir/" + url, patient())
            .header("Content-Type", "application/fhir+json")
            .method(method, BodyPublishers.ofString(method.equals("DELETE") ? "" : body));
    assertThat(server.send(request).statusCode()).isEqualTo(403);
    for (String bundle : List.of("batch", "transaction")) {
      HttpResponse<String> answer =
          bundle(bundle, method, url, method.equals("DELETE") ? "" : body);
      assertThat(answer.statusCode() == 403 || answer.body().contains("403"))
          .as(answer.statusCode() + answer.body())
          .isTrue();
    }
    assertThat(server.get("/fhir/Observation/result-of-other").statusCode()).isEqualTo(200);
  }

  @Test
  void anAppointmentOfTheirOwnMayBeAskedForButNotWithOthersInIt() {
    assertThat(create("Appointment", appointment("Patient/test-patient")).statusCode())
        .isEqualTo(201);
    assertThat(create("Appointment", appointment("Patient/test-other")).statusCode())
        .isEqualTo(403);
    String both =
        appointment("Patient/test-patient")
            .replace(
                "\"participant\":[",
                "\"participant\":[{\"actor\":{\"reference\":\"Patient/test-other\"},\"status\":\"accepted\"},");
    assertThat(create("Appointment", both).statusCode()).isEqualTo(403);
  }

  @Test
  void aReferenceBySearchIsNoOracle() {
    for (String mrn : List.of("999", "000")) {
      String appointment = appointment("Patient?identifier=urn:mrn|" + mrn);
      HttpResponse<String> answer = bundle("transaction", "POST", "Appointment", appointment);
      assertThat(answer.statusCode()).as(answer.body()).isBetween(400, 499);
      assertThat(answer.body()).doesNotContain("test-other");
    }
  }

  @Test
  void labelsAreNotTheirsToSet() {
    String labelled =
        appointment("Patient/test-patient")
            .replace(
                "\"resourceType\":\"Appointment\"",
                "\"resourceType\":\"Appointment\",\"meta\":{\"security\":[{\"system\":\"urn:l\",\"code\":\"x\"}]}");
    assertThat(create("Appointment", labelled).statusCode()).isEqualTo(403);
  }

  @Test
  void ofTheirOwnRecordTheyChangeHowTheyAreReachedAndNothingElse() {
    String path = "/fhir/Patient/test-patient";
    String record = server.get(path).body();
    String telephone =
        record.replaceFirst(
            "\"name\"", "\"telecom\":[{\"system\":\"phone\",\"value\":\"+12125550100\"}],\"name\"");
    assertThat(put(path, telephone).statusCode()).isEqualTo(200);
    String renamed = server.get(path).body().replace("Alpha", "Omega");
    assertThat(put(path, renamed).statusCode()).isEqualTo(403);
    String linked =
        server
            .get(path)
            .body()
            .replaceFirst(
                "\"name\"",
                "\"link\":[{\"other\":{\"reference\":\"Patient/test-other\"},\"type\":\"seealso\"}],\"name\"");
    assertThat(put(path, linked).statusCode()).isEqualTo(403);
    String patch = "[{\"op\":\"test\",\"path\":\"/name/0/family\",\"value\":\"Beta\"}]";
    assertThat(
            server
                .send(
                    server
                        .request("/fhir/Patient/test-other", patient())
                        .header("Content-Type", "application/json-patch+json")
                        .method("PATCH", BodyPublishers.ofString(patch)))
                .statusCode())
        .isEqualTo(403);
  }

  @Test
  void theNextPageOpensOnlyForWhoAskedForTheFirst() {
    String first =
        server
            .send(server.request("/fhir/Observation?_count=1", server.token(Role.TECHNICIAN)))
            .body();
    String next = server.parse(Bundle.class, first).getLink("next").getUrl();
    String path = next.substring(server.root().toString().length());
    assertThat(server.send(server.request(path, server.token(Role.TECHNICIAN))).statusCode())
        .isEqualTo(200);
    assertThat(server.send(server.request(path, patient())).statusCode()).isEqualTo(403);
    assertThat(server.send(server.request(path, server.token(Role.STAFF_PHARMACIST))).statusCode())
        .isEqualTo(403);
    assertThat(server.send(server.request(path + "0000", patient())).statusCode()).isEqualTo(403);
  }

  private String patient() {
    return server.token(Role.PATIENT);
  }

  private HttpResponse<String> asPatient(String path) {
    return server.send(server.request("/fhir" + path, patient()));
  }

  private HttpResponse<String> create(String type, String json) {
    return server.send(
        server
            .request("/fhir/" + type, patient())
            .header("Content-Type", "application/fhir+json")
            .POST(BodyPublishers.ofString(json)));
  }

  private HttpResponse<String> put(String path, String json) {
    return server.send(
        server
            .request(path, patient())
            .header("Content-Type", "application/fhir+json")
            .PUT(BodyPublishers.ofString(json)));
  }

  private HttpResponse<String> bundle(String type, String method, String url, String resource) {
    String entry =
        "{\"request\":{\"method\":\"%s\",\"url\":\"%s\"}%s}"
            .formatted(method, url, resource.isEmpty() ? "" : ",\"resource\":" + resource);
    return create(
        "", "{\"resourceType\":\"Bundle\",\"type\":\"%s\",\"entry\":[%s]}".formatted(type, entry));
  }

  private HttpResponse<String> batched(String search, String type) {
    return bundle(type, "GET", search, "");
  }

  private int total(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    Bundle bundle = server.parse(Bundle.class, answer.body());
    if (bundle.getType() != Bundle.BundleType.SEARCHSET) {
      bundle = (Bundle) bundle.getEntryFirstRep().getResource();
    }
    return bundle.getTotal();
  }

  private void store(String reference, String content) {
    String[] parts = reference.split("/", 2);
    HttpResponse<String> answer =
        server.send(
            server
                .request("/fhir/" + reference)
                .header("Content-Type", "application/fhir+json")
                .PUT(
                    BodyPublishers.ofString(
                        "{\"resourceType\":\"%s\",\"id\":\"%s\",%s}"
                            .formatted(parts[0], parts[1], content))));
    assertThat(answer.statusCode()).as(answer.body()).isIn(200, 201);
  }

  private static String appointment(String patient) {
    return "{\"resourceType\":\"Appointment\",\"status\":\"proposed\",\"participant\":["
        + "{\"actor\":{\"reference\":\""
        + patient
        + "\"},\"status\":\"accepted\"}]}";
  }
}

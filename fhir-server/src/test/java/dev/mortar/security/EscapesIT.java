package dev.mortar.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mortar.access.Role;
import dev.mortar.server.ServerTest;
import dev.mortar.server.TestServer;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A patient tries each search in four ways: as an address, as a form, in a batch and in a
 * transaction. The word that only another patient's record holds must come back by none of them.
 */
@ServerTest
class EscapesIT {
  private static final String SECRET = "Quillon";

  private static final List<String> SEARCHES =
      List.of(
          "Observation?subject=Patient/escape-other",
          "Observation?subject=Patient/test-patient,Patient/escape-other",
          "Observation?subject=Patient/test-patient&subject=Patient/escape-other",
          "Observation?patient=escape-other",
          "Observation?subject:Patient=escape-other",
          "Observation?subject:identifier=urn:mrn|esc-1",
          "Observation?_id=escape-result",
          "Observation?_id=escape-result&_total=accurate",
          "Observation",
          "Observation?code:text=" + SECRET,
          "Observation?code:not=x",
          "Observation?code:missing=true",
          "Observation?subject.name=" + SECRET,
          "Observation?subject:Patient.identifier=urn:mrn|esc-1",
          "Observation?_has:Provenance:target:agent=x",
          "Observation?_filter=subject eq Patient/escape-other",
          "Observation?_list=x",
          "Observation?_source=x",
          "Observation?_security=x",
          "Observation?_tag=x",
          "Observation?_profile=x",
          "Observation?_content=" + SECRET,
          "Observation?_text=" + SECRET,
          "Observation?_sort=subject.family",
          "Observation?_include=*",
          "Observation?_include=Observation:subject&_include:iterate=Patient:link",
          "Observation?_revinclude=Provenance:target",
          "Patient?_id=test-patient,escape-other",
          "Patient?family=" + SECRET,
          "Patient?name:contains=uillo",
          "Patient?identifier:of-type=urn:mrn|x|esc-1",
          "Patient?_revinclude=Observation:subject",
          "Patient?_revinclude=*",
          "Patient?_has:Observation:subject:code=x",
          "Patient?_has:Observation:subject:_has:Provenance:target:agent=x",
          "Patient?_lastUpdated=gt2000-01-01",
          "Task?_include=Task:focus&_include=*",
          "Group?member=Patient/escape-other",
          "RelatedPerson?patient=escape-other",
          "Person?patient=escape-other",
          "AuditEvent?patient=escape-other",
          "Provenance?patient=escape-other",
          "List?patient=escape-other",
          "Binary?_id=x");

  private final TestServer server;

  EscapesIT(TestServer server) {
    this.server = server;
  }

  @BeforeEach
  void anotherPatientWithASecret() {
    store(
        "Patient/test-patient",
        "{\"resourceType\":\"Patient\",\"id\":\"test-patient\",\"name\":[{\"family\":\"Alpha\"}]}");
    store(
        "Patient/escape-other",
        """
        {"resourceType":"Patient","id":"escape-other","name":[{"family":"%s"}],
         "identifier":[{"system":"urn:mrn","value":"esc-1"}]}"""
            .formatted(SECRET));
    store(
        "Observation/escape-result",
        """
        {"resourceType":"Observation","id":"escape-result","status":"final","code":{"text":"%s"},
         "subject":{"reference":"Patient/escape-other"}}"""
            .formatted(SECRET));
  }

  @ParameterizedTest
  @FieldSource("SEARCHES")
  void aSearchTellsNothingOfOthers(String search) {
    String[] parts = search.split("\\?", 2);
    String query = parts.length > 1 ? parts[1].replace(" ", "%20").replace("|", "%7C") : "";
    String url = parts[0] + (query.isEmpty() ? "" : "?" + query);
    hidden(send(server.request("/fhir/" + url, patient())));
    hidden(
        send(
            server
                .request("/fhir/" + parts[0] + "/_search", patient())
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(query))));
    for (String type : new String[] {"batch", "transaction"}) {
      hidden(bundle(type, "GET", url, ""));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"_summary=count", "_count=0", "_total=accurate", "_total=estimate"})
  void noCountTellsWhetherThereIsSomething(String count) {
    String there = "Observation?subject=Patient/escape-other&" + count;
    String absent = "Observation?subject=Patient/no-such-patient&" + count;
    assertThat(shape(send(server.request("/fhir/" + there, patient()))))
        .isEqualTo(shape(send(server.request("/fhir/" + absent, patient()))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/_history", "/_history/1", "/$everything", "/$meta", "/$summary"})
  void whatIsHiddenLooksLikeWhatIsNotThere(String rest) {
    HttpResponse<String> there =
        send(server.request("/fhir/Patient/escape-other" + rest, patient()));
    HttpResponse<String> absent =
        send(server.request("/fhir/Patient/no-such-patient" + rest, patient()));
    assertThat(there.statusCode()).isEqualTo(absent.statusCode());
    assertThat(shape(there)).isEqualTo(shape(absent));
  }

  @ParameterizedTest
  @ValueSource(strings = {"W/\"1\"", "W/\"2\"", "W/\"99\""})
  void aConditionOnAVersionIsNoOracle(String version) {
    for (String id : new String[] {"escape-other", "no-such-patient"}) {
      for (String header : new String[] {"If-Match", "If-None-Match"}) {
        HttpRequest.Builder read =
            server.request("/fhir/Patient/" + id, patient()).header(header, version);
        assertThat(send(read).statusCode()).isEqualTo(403);
      }
      HttpRequest.Builder write =
          server
              .request("/fhir/Patient/" + id, patient())
              .header("Content-Type", "application/fhir+json")
              .header("If-Match", version)
              .PUT(BodyPublishers.ofString("{\"resourceType\":\"Patient\",\"id\":\"" + id + "\"}"));
      assertThat(send(write).statusCode()).isEqualTo(403);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"resourceType\":\"Appointment\",\"status\":\"proposed\",\"contained\":[{\"resourceType\":\"Observation\",\"id\":\"c\",\"status\":\"final\",\"code\":{\"text\":\"x\"},\"subject\":{\"reference\":\"Patient/escape-other\"}}],\"reasonReference\":[{\"reference\":\"#c\"}],\"participant\":[{\"actor\":{\"reference\":\"Patient/test-patient\"},\"status\":\"accepted\"}]}",
        "{\"resourceType\":\"Communication\",\"status\":\"completed\",\"subject\":{\"reference\":\"Patient/test-patient\"},\"recipient\":[{\"reference\":\"Patient/escape-other\"}]}",
        "{\"resourceType\":\"Communication\",\"status\":\"completed\",\"subject\":{\"reference\":\"Patient/escape-other\"}}",
        "{\"resourceType\":\"Group\",\"type\":\"person\",\"actual\":true,\"member\":[{\"entity\":{\"reference\":\"Patient/escape-other\"}}]}",
        "{\"resourceType\":\"CareTeam\",\"subject\":{\"reference\":\"Patient/escape-other\"},\"participant\":[{\"member\":{\"reference\":\"Patient/test-patient\"}}]}",
        "{\"resourceType\":\"RelatedPerson\",\"patient\":{\"reference\":\"Patient/escape-other\"}}",
        "{\"resourceType\":\"Person\",\"link\":[{\"target\":{\"reference\":\"Patient/escape-other\"}}]}",
        "{\"resourceType\":\"Consent\",\"status\":\"active\",\"patient\":{\"reference\":\"Patient/test-patient\"}}",
        "{\"resourceType\":\"Subscription\",\"status\":\"requested\",\"reason\":\"x\",\"criteria\":\"Observation?\",\"channel\":{\"type\":\"rest-hook\",\"endpoint\":\"https://evil.example\"}}",
        "{\"resourceType\":\"SearchParameter\",\"status\":\"active\",\"code\":\"x\"}",
        "{\"resourceType\":\"QuestionnaireResponse\",\"status\":\"completed\",\"subject\":{\"reference\":\"Patient/test-patient\"},\"item\":[{\"linkId\":\"1\",\"answer\":[{\"valueReference\":{\"reference\":\"Patient/escape-other\"}}]}]}",
        "{\"resourceType\":\"Communication\",\"status\":\"completed\",\"meta\":{\"tag\":[{\"system\":\"urn:t\",\"code\":\"x\"}]},\"subject\":{\"reference\":\"Patient/test-patient\"}}",
        "{\"resourceType\":\"Communication\",\"status\":\"completed\",\"meta\":{\"source\":\"urn:s\"},\"subject\":{\"reference\":\"Patient/test-patient\"}}"
      })
  void nothingIsWrittenThatReachesIntoOthers(String json) {
    String type = json.replaceFirst("^\\{\"resourceType\":\"(\\w+)\".*$", "$1");
    assertThat(
            send(server
                    .request("/fhir/" + type, patient())
                    .header("Content-Type", "application/fhir+json")
                    .POST(BodyPublishers.ofString(json)))
                .statusCode())
        .isEqualTo(403);
    for (String bundle : new String[] {"batch", "transaction"}) {
      HttpResponse<String> answer = bundle(bundle, "POST", type, json);
      assertThat(answer.statusCode() == 403 || answer.body().contains("403"))
          .as(answer.statusCode() + answer.body())
          .isTrue();
    }
  }

  @Test
  void aRecordNeverMovesFromOnePatientToAnother() {
    String own =
        "{\"resourceType\":\"Communication\",\"id\":\"escape-own\",\"status\":\"completed\",\"subject\":{\"reference\":\"Patient/test-patient\"}}";
    store("Communication/escape-own", own);
    String given = own.replace("test-patient", "escape-other");
    for (String body : new String[] {own, given}) {
      assertThat(
              send(server
                      .request("/fhir/Communication/escape-own", patient())
                      .header("Content-Type", "application/fhir+json")
                      .PUT(BodyPublishers.ofString(body)))
                  .statusCode())
          .isEqualTo(403);
    }
    for (String patch :
        new String[] {
          "[{\"op\":\"test\",\"path\":\"/name/0/family\",\"value\":\"" + SECRET + "\"}]",
          "[{\"op\":\"test\",\"path\":\"/name/0/family\",\"value\":\"wrong\"}]"
        }) {
      assertThat(
              send(server
                      .request("/fhir/Patient/escape-other", patient())
                      .header("Content-Type", "application/json-patch+json")
                      .method("PATCH", BodyPublishers.ofString(patch)))
                  .statusCode())
          .isEqualTo(403);
    }
  }

  @Test
  void aMatchInABundleCreatesNothingByItself() {
    String json =
        "{\"resourceType\":\"Appointment\",\"status\":\"proposed\",\"participant\":[{\"actor\":{\"reference\":\"Patient/escape-new\"},\"status\":\"accepted\"},{\"actor\":{\"reference\":\"Patient/test-patient\"},\"status\":\"accepted\"}]}";
    assertThat(
            send(server
                    .request("/fhir/Appointment", patient())
                    .header("Content-Type", "application/fhir+json")
                    .POST(BodyPublishers.ofString(json)))
                .statusCode())
        .isEqualTo(403);
    assertThat(server.get("/fhir/Patient/escape-new").statusCode()).isEqualTo(404);
  }

  private void hidden(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isIn(200, 400, 403, 404, 405);
    // What the caller has asked is theirs; links repeat it.
    String body = answer.body().replaceAll("\"(url|diagnostics)\"\\s*:\\s*\"[^\"]*\"", "");
    assertThat(body)
        .doesNotContain(SECRET)
        .doesNotContain("escape-result")
        .doesNotContain("\"escape-other");
  }

  /** Status and text, without what is different in every answer. */
  private static String shape(HttpResponse<String> answer) {
    return answer.statusCode()
        + answer
            .body()
            .replaceAll(
                "[0-9a-f]{32}-[0-9a-f]+|[0-9a-f]{8}-[0-9a-f-]{27,}|\\d{4}-\\d{2}-\\d{2}T[^\"]*", "")
            .replace("escape-other", "x")
            .replace("no-such-patient", "x");
  }

  private String patient() {
    return server.token(Role.PATIENT);
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    return server.send(request);
  }

  private HttpResponse<String> bundle(String type, String method, String url, String resource) {
    String entry =
        "{\"request\":{\"method\":\"%s\",\"url\":\"%s\"}%s}"
            .formatted(method, url, resource.isEmpty() ? "" : ",\"resource\":" + resource);
    return send(
        server
            .request("/fhir", patient())
            .header("Content-Type", "application/fhir+json")
            .POST(
                BodyPublishers.ofString(
                    "{\"resourceType\":\"Bundle\",\"type\":\"%s\",\"entry\":[%s]}"
                        .formatted(type, entry))));
  }

  private void store(String path, String json) {
    HttpResponse<String> answer =
        send(
            server
                .request("/fhir/" + path)
                .header("Content-Type", "application/fhir+json")
                .PUT(BodyPublishers.ofString(json)));
    assertThat(answer.statusCode()).as(answer.body()).isIn(200, 201);
  }
}

package dev.mortar.storage.retention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mortar.access.Role;
import dev.mortar.server.ServerTest;
import dev.mortar.server.TestServer;
import java.net.http.HttpResponse;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Nothing of a patient under a legal hold is removed, by whatever way it is asked. */
@ServerTest
class LegalHoldIT {
  private final TestServer server;
  private final Records records;
  private final String mark = UUID.randomUUID().toString();
  private final String patient = "held-" + mark;
  private final String result = "held-result-" + mark;
  private final String flag = "hold-" + mark;

  LegalHoldIT(TestServer server) {
    this.server = server;
    this.records = new Records(server);
  }

  @BeforeEach
  void aPatientUnderAHold() {
    records.put("Patient/" + patient, "\"name\":[{\"family\":\"Held\"}]");
    records.result(result, patient);
    records.hold(flag, patient, "active");
  }

  @Test
  void nothingIsDeletedWhileTheHoldIsActive() {
    refused(records.delete("Observation/" + result));
    refused(records.delete("Flag/" + flag));
    refused(records.delete("Observation?subject=Patient/" + patient));
    refused(
        server.post(
            "/fhir",
            """
            {"resourceType":"Bundle","type":"transaction","entry":[{"request":{"method":"DELETE","url":"Observation/%s"}}]}"""
                .formatted(result)));
    assertThat(server.get("/fhir/Observation/" + result).statusCode()).isEqualTo(200);
  }

  @Test
  void nothingIsExpungedNorErasedWhileTheHoldIsActive() {
    records.result(result, patient);
    refused(records.call("Observation/" + result + "/$expunge", "expungePreviousVersions", "true"));
    refused(records.call("Patient/" + patient + "/$expunge", "expungeDeletedResources", "true"));
    refused(records.call("Patient/" + patient + "/$erase", "reason", "asked for it"));
    assertThat(server.get("/fhir/Patient/" + patient).statusCode()).isEqualTo(200);
  }

  @Test
  void whatWasDeletedBeforeTheHoldIsNotExpunged() {
    records.hold(flag, patient, "inactive");
    assertThat(records.delete("Observation/" + result).statusCode()).isEqualTo(200);
    records.hold(flag, patient, "active");
    refused(records.call("Observation/" + result + "/$expunge", "expungeDeletedResources", "true"));
    assertThat(server.get("/fhir/Observation/" + result + "/_history/1").statusCode())
        .isEqualTo(200);
  }

  @Test
  void whenItIsLiftedAnExpungeLeavesACertificate() {
    records.hold(flag, patient, "inactive");
    assertThat(records.delete("Observation/" + result).statusCode()).isEqualTo(200);
    HttpResponse<String> gone =
        records.call("Observation/" + result + "/$expunge", "expungeDeletedResources", "true");
    assertThat(gone.statusCode()).as(gone.body()).isEqualTo(200);
    assertThat(server.get("/fhir/Observation/" + result + "/_history/1").statusCode())
        .isEqualTo(404);
    assertThat(server.get("/fhir/Provenance?_sort=-_lastUpdated&_count=20").body())
        .contains("/fhir/Observation/" + result, "\"expunge\"", "test-manager");
  }

  @Test
  void onlyAManagerSetsAndLiftsIt() {
    String content =
        """
        "status":"inactive","code":{"coding":[{"system":"https://mortar.dev/fhir/CodeSystem/pe-flag-code","code":"legal-hold"}]},
        "subject":{"reference":"Patient/%s"}"""
            .formatted(patient);
    for (String id : new String[] {flag, "other-" + flag}) {
      var request = server.request("/fhir/Flag/" + id, server.token(Role.SENIOR_PHARMACIST));
      assertThat(records.tryPut("Flag/" + id, content, request).statusCode()).isEqualTo(403);
    }
    refused(records.delete("Observation/" + result));
  }

  @Test
  void expungeIsForOneResourceAndNeverForTheTrail() {
    assertThat(records.call("Observation/$expunge", "expungeDeletedResources", "true").statusCode())
        .isEqualTo(405);
    assertThat(records.call("$expunge", "expungeEverything", "true").statusCode()).isEqualTo(405);
    assertThat(
            records.call("Provenance/any/$expunge", "expungeDeletedResources", "true").statusCode())
        .isEqualTo(403);
  }

  private void refused(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(409);
    assertThat(answer.body()).contains("OperationOutcome", "Flag/" + flag);
  }
}

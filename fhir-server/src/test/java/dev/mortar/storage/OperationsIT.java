package dev.mortar.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mortar.server.Await;
import dev.mortar.server.ServerTest;
import dev.mortar.server.TestServer;
import dev.mortar.store.FhirStore;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.hl7.fhir.r4.model.Patient;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Each operation is really called; what it answers is looked at just enough to know it worked. */
@ServerTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OperationsIT {
  private final TestServer server;
  private String patient = "";

  OperationsIT(TestServer server) {
    this.server = server;
  }

  @BeforeAll
  void store() {
    var who = new Patient();
    who.addName().setFamily("Operationperson").addGiven("Ada");
    who.getBirthDateElement().setValueAsString("1971-02-03");
    patient = server.bean(FhirStore.class).save(who).getIdPart();
  }

  @Test
  void everythingOfAPatient() {
    assertThat(ok("/fhir/Patient/" + patient + "/$everything")).contains("Operationperson");
  }

  @Test
  void theInternationalPatientSummary() {
    assertThat(ok("/fhir/Patient/" + patient + "/$summary"))
        .contains("\"document\"")
        .contains("60591-5");
  }

  @Test
  void matching() {
    var body =
        """
        {"resourceType":"Parameters","parameter":[{"name":"resource","resource":{
          "resourceType":"Patient","birthDate":"1971-02-03",
          "name":[{"family":"Operationperson","given":["Ada"]}]}}]}""";
    assertThat(posted("/fhir/Patient/$match", body).body()).contains("Operationperson");
  }

  @Test
  void validating() {
    var answer = posted("/fhir/Patient/$validate", "{\"resourceType\":\"Patient\",\"x\":1}");
    assertThat(answer.body()).contains("OperationOutcome").contains("Unrecognized property 'x'");
  }

  @Test
  void comparing() {
    var store = server.bean(FhirStore.class);
    var changed = store.find(Patient.class, patient).orElseThrow();
    changed.setActive(true);
    store.save(changed);
    assertThat(ok("/fhir/Patient/" + patient + "/$diff")).contains("Patient.active");
  }

  @Test
  void asDocument() {
    var composition =
        """
        {"resourceType":"Composition","status":"final","title":"Plan","date":"2026-11-01",
         "type":{"text":"Plan"},"subject":{"reference":"Patient/%s"},
         "author":[{"reference":"Patient/%s"}]}"""
            .formatted(patient, patient);
    var stored = posted("/fhir/Composition", composition);
    var id = stored.headers().firstValue("Location").orElseThrow().split("/Composition/", 2)[1];
    assertThat(ok("/fhir/Composition/" + id.split("/", 2)[0] + "/$document"))
        .contains("\"document\"");
  }

  @Test
  void terminology() {
    assertThat(ok("/fhir/CodeSystem/$lookup?system=http://hl7.org/fhir/task-status&code=requested"))
        .contains("Requested");
    assertThat(ok("/fhir/ValueSet/$expand?url=http://hl7.org/fhir/ValueSet/task-status"))
        .contains("in-progress");
    assertThat(
            ok(
                "/fhir/ValueSet/$validate-code?url=http://hl7.org/fhir/ValueSet/task-status"
                    + "&system=http://hl7.org/fhir/task-status&code=nonsense"))
        .contains("false");
  }

  @Test
  void graphQl() {
    assertThat(ok("/fhir/Patient/" + patient + "/$graphql?query=%7Bname%7Bfamily%7D%7D"))
        .contains("Operationperson");
  }

  @Test
  void applying() {
    var plan =
        """
        {"resourceType":"PlanDefinition","id":"apply-test","status":"active",
         "url":"urn:test:apply","action":[{"title":"Call the patient"}]}""";
    put("/fhir/PlanDefinition/apply-test", plan);
    assertThat(ok("/fhir/PlanDefinition/apply-test/$apply?subject=Patient/" + patient))
        .contains("Call the patient");
  }

  @Test
  void bulkExport() throws Exception {
    var request = server.request("/fhir/$export?_type=Patient").header("Prefer", "respond-async");
    var accepted = server.send(request);
    assertThat(accepted.statusCode()).isEqualTo(202);
    var poll =
        accepted
            .headers()
            .firstValue("Content-Location")
            .orElseThrow()
            .substring(server.root().toString().length());
    Await.until(
        "the export is complete",
        Duration.ofMinutes(4),
        () -> server.get(poll).statusCode() == 200);
    assertThat(server.get(poll).body()).contains("\"Patient\"");
  }

  @Test
  void theApiPage() {
    assertThat(ok("/fhir/api-docs?page=Patient")).contains("openapi");
  }

  private String ok(String path) {
    var response = server.get(path);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return response.body();
  }

  private HttpResponse<String> posted(String path, String body) {
    return server.post(path, body);
  }

  private void put(String path, String body) {
    var response =
        server.send(
            server
                .request(path)
                .header("Content-Type", "application/fhir+json")
                .PUT(BodyPublishers.ofString(body)));
    assertThat(response.statusCode()).as(response.body()).isIn(200, 201);
  }
}

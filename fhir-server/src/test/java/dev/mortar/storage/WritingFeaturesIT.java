package dev.mortar.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mortar.server.ServerTest;
import dev.mortar.server.TestServer;
import dev.mortar.store.FhirStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Patient;
import org.junit.jupiter.api.Test;

@ServerTest
class WritingFeaturesIT {
  private static final String PATIENT = "{\"resourceType\":\"Patient\",\"gender\":\"female\"}";

  private final TestServer server;
  private final FhirStore store;

  WritingFeaturesIT(TestServer server) {
    this.server = server;
    this.store = server.bean(FhirStore.class);
  }

  @Test
  void aStaleVersionIsRefused() {
    String id = created();
    assertThat(put(id, "W/\"1\"", "male").statusCode()).isEqualTo(200);
    var second = put(id, "W/\"1\"", "other");
    assertThat(second.statusCode()).isIn(409, 412);
    assertThat(server.get("/fhir/Patient/" + id + "/_history").body()).contains("\"total\":2");
  }

  @Test
  void patchesByJsonAndByFhirPath() {
    String id = created();
    var json = "[{\"op\":\"add\",\"path\":\"/gender\",\"value\":\"male\"}]";
    assertThat(patch(id, "application/json-patch+json", json).statusCode()).isEqualTo(200);
    var fhirPath =
        """
        {"resourceType":"Parameters","parameter":[{"name":"operation","part":[
          {"name":"type","valueCode":"replace"},
          {"name":"path","valueString":"Patient.gender"},
          {"name":"value","valueCode":"other"}]}]}""";
    assertThat(patch(id, "application/fhir+json", fhirPath).statusCode()).isEqualTo(200);
    assertThat(server.get("/fhir/Patient/" + id).body()).contains("other");
  }

  @Test
  void aConditionalCreateFindsWhatIsThere() {
    String value = UUID.randomUUID().toString();
    String body =
        "{\"resourceType\":\"Patient\",\"identifier\":[{\"system\":\"urn:c\",\"value\":\"%s\"}]}"
            .formatted(value);
    assertThat(createUnless(value, body).statusCode()).isEqualTo(201);
    assertThat(createUnless(value, body).statusCode()).isEqualTo(200);
  }

  @Test
  void aTransactionLinksItsEntries() {
    var body =
        """
        {"resourceType":"Bundle","type":"transaction","entry":[
          {"fullUrl":"urn:uuid:5f3a2a5e-0000-4000-8000-000000000001",
           "resource":{"resourceType":"Patient","active":true},
           "request":{"method":"POST","url":"Patient"}},
          {"resource":{"resourceType":"Observation","status":"final","code":{"text":"x"},
            "subject":{"reference":"urn:uuid:5f3a2a5e-0000-4000-8000-000000000001"}},
           "request":{"method":"POST","url":"Observation"}}]}""";
    var response = server.post("/fhir", body);
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(server.parse(Bundle.class, response.body()).getEntry()).hasSize(2);
  }

  @Test
  void aBatchGoesOnAfterAFailure() {
    var body =
        """
        {"resourceType":"Bundle","type":"batch","entry":[
          {"request":{"method":"GET","url":"Patient/none"}},
          {"request":{"method":"GET","url":"Patient?_count=1"}}]}""";
    var answer = server.parse(Bundle.class, server.post("/fhir", body).body());
    assertThat(answer.getEntry().get(0).getResponse().getStatus()).startsWith("404");
    assertThat(answer.getEntry().get(1).getResponse().getStatus()).startsWith("200");
  }

  @Test
  void theStorePortRefusesAStaleVersion() {
    var patient = store.save(new Patient().setActive(true));
    var stale = patient.copy();
    patient.setActive(false);
    store.save(patient);
    assertThatThrownBy(() -> store.save(stale)).isInstanceOf(FhirStore.StaleVersionException.class);
  }

  @Test
  void aBodyThatInflatesBeyondTheLimitIsRefused() throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(bytes)) {
      gzip.write("{\"resourceType\":\"Binary\",\"data\":\"".getBytes(StandardCharsets.UTF_8));
      byte[] block = "A".repeat(1 << 20).getBytes(StandardCharsets.UTF_8);
      for (int i = 0; i < 24; i++) {
        gzip.write(block);
      }
      gzip.write("\"}".getBytes(StandardCharsets.UTF_8));
    }
    var response =
        server.send(
            json("/fhir/Binary")
                .header("Content-Encoding", "gzip")
                .POST(BodyPublishers.ofByteArray(bytes.toByteArray())));
    assertThat(response.statusCode()).isEqualTo(413);
    assertThat(response.body()).contains("OperationOutcome");
  }

  @Test
  void aGzippedBodyIsRead() throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(bytes)) {
      gzip.write(PATIENT.getBytes(StandardCharsets.UTF_8));
    }
    var response =
        server.send(
            json("/fhir/Patient")
                .header("Content-Encoding", "gzip")
                .POST(BodyPublishers.ofByteArray(bytes.toByteArray())));
    assertThat(response.statusCode()).isEqualTo(201);
  }

  @Test
  void noHeaderTellsTheVersionAndLinksKeepTheirBase() {
    var response = server.get("/fhir/Patient?_count=1");
    assertThat(response.headers().map()).doesNotContainKeys("x-powered-by", "server");
    assertThat(response.body()).contains(server.fhirBase());
  }

  private String created() {
    return store.save(new Patient().setActive(true)).getIdPart();
  }

  private HttpRequest.Builder json(String path) {
    return server.request(path).header("Content-Type", "application/fhir+json");
  }

  private HttpResponse<String> put(String id, String version, String gender) {
    var body =
        "{\"resourceType\":\"Patient\",\"id\":\"%s\",\"gender\":\"%s\"}".formatted(id, gender);
    return server.send(
        json("/fhir/Patient/" + id).header("If-Match", version).PUT(BodyPublishers.ofString(body)));
  }

  private HttpResponse<String> patch(String id, String type, String body) {
    return server.send(
        server
            .request("/fhir/Patient/" + id)
            .header("Content-Type", type)
            .method("PATCH", BodyPublishers.ofString(body)));
  }

  private HttpResponse<String> createUnless(String value, String body) {
    return server.send(
        json("/fhir/Patient")
            .header("If-None-Exist", "Patient?identifier=urn:c|" + value)
            .POST(BodyPublishers.ofString(body)));
  }
}

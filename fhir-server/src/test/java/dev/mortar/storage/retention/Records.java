package dev.mortar.storage.retention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mortar.server.TestServer;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.hl7.fhir.r4.model.Parameters;

/** Writes and asks for resources as JSON. */
final class Records {
  private final TestServer server;

  Records(TestServer server) {
    this.server = server;
  }

  /**
   * @param reference as {@code Patient/7}
   * @param content the JSON after type and id
   */
  void put(String reference, String content) {
    HttpResponse<String> answer = tryPut(reference, content, server.request("/fhir/" + reference));
    assertThat(answer.statusCode()).as(answer.body()).isIn(200, 201);
  }

  HttpResponse<String> tryPut(String reference, String content, HttpRequest.Builder request) {
    String[] parts = reference.split("/", 2);
    return server.send(
        request
            .header("Content-Type", "application/fhir+json")
            .PUT(
                BodyPublishers.ofString(
                    "{\"resourceType\":\"%s\",\"id\":\"%s\",%s}"
                        .formatted(parts[0], parts[1], content))));
  }

  void hold(String id, String patient, String status) {
    put(
        "Flag/" + id,
        """
        "status":"%s","code":{"coding":[{"system":"https://mortar.dev/fhir/CodeSystem/pe-flag-code","code":"legal-hold"}]},
        "subject":{"reference":"Patient/%s"}"""
            .formatted(status, patient));
  }

  void result(String id, String patient) {
    put(
        "Observation/" + id,
        "\"status\":\"final\",\"code\":{\"text\":\"x\"},\"subject\":{\"reference\":\"Patient/"
            + patient
            + "\"}");
  }

  HttpResponse<String> delete(String reference) {
    return server.send(server.request("/fhir/" + reference).DELETE());
  }

  HttpResponse<String> call(String operation, String... parameters) {
    var body = new Parameters();
    for (int i = 0; i < parameters.length; i += 2) {
      if (parameters[i + 1].equals("true")) {
        body.addParameter(parameters[i], true);
      } else {
        body.addParameter(parameters[i], parameters[i + 1]);
      }
    }
    return server.post(
        "/fhir/" + operation, server.fhir().newJsonParser().encodeResourceToString(body));
  }
}

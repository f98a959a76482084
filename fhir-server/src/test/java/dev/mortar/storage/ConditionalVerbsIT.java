package dev.mortar.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mortar.server.ServerTest;
import dev.mortar.server.TestServer;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.UUID;
import org.hl7.fhir.r4.model.Bundle;
import org.junit.jupiter.api.Test;

/** Writes that say by a search which resource they mean. */
@ServerTest
class ConditionalVerbsIT {
  private final TestServer server;
  private final String value = UUID.randomUUID().toString();

  ConditionalVerbsIT(TestServer server) {
    this.server = server;
  }

  @Test
  void anUpdateMakesWhatIsMissingAndChangesWhatIsThere() {
    assertThat(update("female").statusCode()).isEqualTo(201);
    assertThat(update("male").statusCode()).isEqualTo(200);
    assertThat(found().getEntry()).hasSize(1);
    assertThat(found().getEntryFirstRep().getResource().getMeta().getVersionId()).isEqualTo("2");
  }

  @Test
  void aDeletionTakesTheOneThatMatches() {
    update("female");
    assertThat(server.send(byMatch().DELETE()).statusCode()).isIn(200, 204);
    assertThat(found().getEntry()).isEmpty();
  }

  @Test
  void aPatchChangesTheOneThatMatches() {
    update("female");
    var patch = "[{\"op\":\"replace\",\"path\":\"/gender\",\"value\":\"other\"}]";
    var answer =
        server.send(
            server
                .request(match())
                .header("Content-Type", "application/json-patch+json")
                .method("PATCH", BodyPublishers.ofString(patch)));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(server.get(match()).body()).contains("other");
  }

  @Test
  void whatMatchesTwoIsRefused() {
    server.post("/fhir/Patient", patient("female"));
    server.post("/fhir/Patient", patient("male"));
    assertThat(update("other").statusCode()).isEqualTo(412);
    assertThat(server.send(byMatch().DELETE()).statusCode()).isEqualTo(412);
    assertThat(found().getEntry()).hasSize(2);
  }

  private HttpResponse<String> update(String gender) {
    return server.send(byMatch().PUT(BodyPublishers.ofString(patient(gender))));
  }

  private HttpRequest.Builder byMatch() {
    return server.request(match()).header("Content-Type", "application/fhir+json");
  }

  private Bundle found() {
    return server.parse(Bundle.class, server.get(match()).body());
  }

  private String match() {
    return "/fhir/Patient?identifier=urn:verbs%7C" + value;
  }

  private String patient(String gender) {
    return """
        {"resourceType":"Patient","gender":"%s","identifier":[{"system":"urn:verbs","value":"%s"}]}
        """
        .formatted(gender, value);
  }
}

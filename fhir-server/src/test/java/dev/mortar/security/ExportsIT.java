package dev.mortar.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mortar.server.Await;
import dev.mortar.server.ServerTest;
import dev.mortar.server.TestServer;
import dev.mortar.store.FhirStore;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Observation.ObservationStatus;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.junit.jupiter.api.Test;

/** A signed program exports, and gets what its scopes say and nobody else's files. */
@ServerTest
class ExportsIT {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Pattern FILE =
      Pattern.compile(
          "\"type\"\\s*:\\s*\"(\\w+)\"\\s*,\\s*\"url\"\\s*:\\s*\"([^\"]*/Binary/[^\"]*)\"");

  private final TestServer server;

  ExportsIT(TestServer server) {
    this.server = server;
  }

  @Test
  void aSignedProgramExportsWhatItsScopesSayAndNothingElse() throws Exception {
    String observation = stored();
    TestProgram program =
        TestProgram.registered(server, "system-ehr", "system/Observation.rs", "system/Binary.r");
    String token = program.token("system/Observation.rs system/Binary.r");
    assertThat(begin("/fhir/$export?_type=Patient", token).statusCode()).isEqualTo(403);
    assertThat(begin("/fhir/$export?_type=Observation,Patient", token).statusCode()).isEqualTo(403);
    String poll = accepted(begin("/fhir/$export", token));

    TestProgram other = TestProgram.registered(server, "system-ehr", "system/*.rs");
    String foreign = other.token("system/*.rs");
    assertThat(get(poll, foreign).statusCode()).isEqualTo(403);
    assertThat(server.get(poll).statusCode()).as("a manager").isEqualTo(403);

    List<String> files = new ArrayList<>();
    Matcher file = FILE.matcher(finished(poll, token));
    while (file.find()) {
      assertThat(file.group(1)).isEqualTo("Observation");
      files.add(below(file.group(2)));
    }
    var lines = new StringBuilder();
    for (String address : files) {
      lines.append(get(address, token).body());
      assertThat(get(address, foreign).statusCode()).isEqualTo(403);
    }
    assertThat(lines).contains(observation).doesNotContain("\"resourceType\":\"Patient\"");
  }

  @Test
  void aScopeForSomeOfATypeExportsNoneOfIt() throws Exception {
    TestProgram program =
        TestProgram.registered(
            server, "system-ehr", "system/Observation.rs?category=laboratory", "system/Binary.r");
    String token = program.token("system/Observation.rs?category=laboratory system/Binary.r");
    assertThat(begin("/fhir/$export?_type=Observation", token).statusCode()).isEqualTo(403);
  }

  /** The id of an observation. */
  private String stored() {
    FhirStore store = server.bean(FhirStore.class);
    Patient patient = store.save(new Patient().setActive(true));
    var observation = new Observation();
    observation.setStatus(ObservationStatus.FINAL);
    observation.getCode().setText("Exported");
    observation.setSubject(new Reference("Patient/" + patient.getIdElement().getIdPart()));
    return store.save(observation).getIdElement().getIdPart();
  }

  private HttpResponse<String> begin(String path, String token) {
    return server.send(server.request(path, token).header("Prefer", "respond-async"));
  }

  private String accepted(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    return below(answer.headers().firstValue("Content-Location").orElseThrow());
  }

  private String finished(String poll, String token) throws Exception {
    Await.until("the export is done", PATIENCE, () -> get(poll, token).statusCode() != 202);
    HttpResponse<String> answer = get(poll, token);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer.body();
  }

  private HttpResponse<String> get(String path, String token) {
    return server.send(server.request(path, token).header("Accept", "application/fhir+ndjson"));
  }

  private String below(String address) {
    return address.substring(server.root().toString().length());
  }
}

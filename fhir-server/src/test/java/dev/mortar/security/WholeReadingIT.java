package dev.mortar.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mortar.server.ServerTest;
import dev.mortar.server.TestServer;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.UUID;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is sent is stored whole or not at all. */
@ServerTest
class WholeReadingIT {
  private static final String JSON = "application/fhir+json";

  private final TestServer server;
  private final String family = "Whole" + UUID.randomUUID().toString().substring(0, 8);

  WholeReadingIT(TestServer server) {
    this.server = server;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"nam\":[{\"family\":\"X\"}] | nam",
        "\"contact\":[{\"phone\":\"1\"}] | phone",
        "\"deceasedQuantity\":{\"value\":1} | deceasedQuantity",
        "\"deceasedBoolean\":true,\"deceasedDateTime\":\"2020\" | deceased",
        "\"maritalStatus\":\"M\" | maritalStatus",
        "\"extension\":[{\"valueString\":\"x\"}] | url",
      })
  void whatWouldBeLeftOutIsRefusedByName(String element, String name) {
    HttpResponse<String> answer = post("/fhir/Patient", JSON, patient(element));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    assertThat(diagnostics(answer)).contains("'" + name + "'");
    assertNothingIsStored();
  }

  @Test
  void soItIsInXmlInABundleAndInAnUpdate() {
    String xml =
        "<Patient xmlns=\"http://hl7.org/fhir\"><name><family value=\"%s\"/></name><colour value=\"red\"/></Patient>";
    HttpResponse<String> inXml =
        post("/fhir/Patient", "application/fhir+xml", xml.formatted(family));
    assertThat(inXml.statusCode()).as(inXml.body()).isEqualTo(400);
    assertThat(inXml.body()).contains("OperationOutcome", "colour");
    String bundle =
        """
        {"resourceType":"Bundle","type":"batch","entry":[
          {"resource":%s,"request":{"method":"POST","url":"Patient"}},
          {"resource":%s,"request":{"method":"POST","url":"Patient"}}]}
        """;
    assertThat(
            post("/fhir", JSON, bundle.formatted(patient("\"active\":true"), patient("\"x\":1")))
                .statusCode())
        .isEqualTo(400);
    String update = patient("\"id\":\"" + family + "\",\"x\":1");
    HttpResponse<String> put =
        server.send(
            server
                .request("/fhir/Patient/" + family)
                .header("Content-Type", JSON)
                .PUT(BodyPublishers.ofString(update)));
    assertThat(put.statusCode()).isEqualTo(400);
    assertNothingIsStored();
  }

  @Test
  void validationAnswersWithWhatIsWrong() {
    HttpResponse<String> answer =
        post("/fhir/Patient/$validate", JSON, patient("\"nam\":[{\"family\":\"X\"}]"));
    OperationOutcome outcome = server.parse(OperationOutcome.class, answer.body());
    assertThat(outcome.getIssue()).anySatisfy(i -> assertThat(i.getDiagnostics()).contains("nam"));
  }

  @Test
  void aNumberWrittenAsTextIsUnderstood() {
    HttpResponse<String> answer = post("/fhir/Patient", JSON, patient("\"active\":\"true\""));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
  }

  private void assertNothingIsStored() {
    HttpResponse<String> found = server.get("/fhir/Patient?family=" + family);
    assertThat(server.parse(Bundle.class, found.body()).getEntry()).isEmpty();
  }

  private String diagnostics(HttpResponse<String> answer) {
    return server.parse(OperationOutcome.class, answer.body()).getIssueFirstRep().getDiagnostics();
  }

  private String patient(String element) {
    return "{\"resourceType\":\"Patient\",\"name\":[{\"family\":\"%s\"}],%s}"
        .formatted(family, element);
  }

  private HttpResponse<String> post(String path, String type, String body) {
    return server.send(
        server.request(path).header("Content-Type", type).POST(BodyPublishers.ofString(body)));
  }
}

package dev.mortar.cds;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mortar.server.ServerTest;
import dev.mortar.server.TestServer;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the decision services take, and what they refuse, as CDS Hooks 2.0 has it. */
@ServerTest
class HookContractIT {
  private final TestServer server;
  private final TestEhr ehr;
  private final TestCharts charts;
  private final String there = "ehr-" + UUID.randomUUID();

  HookContractIT(TestServer server) {
    this.server = server;
    this.ehr = new TestEhr(server);
    this.charts = new TestCharts(server);
  }

  @AfterEach
  void close() {
    ehr.close();
  }

  @Test
  void discoveryTellsWhatThereIsToEveryone() {
    HttpResponse<String> answer = server.send(server.anonymous("/cds-services"));
    assertThat(answer.statusCode()).isEqualTo(200);
    JsonNode services = TestEhr.read(answer.body()).get("services");
    assertThat(services).hasSize(2);
    for (JsonNode service : services) {
      for (String field : List.of("id", "hook", "title", "description")) {
        assertThat(service.get(field).asText()).as(field).isNotBlank();
      }
      assertThat(service.get("prefetch").get("patient").asText())
          .isEqualTo("Patient/{{context.patientId}}");
    }
    assertThat(services.findValuesAsText("hook"))
        .containsExactly("patient-view", "encounter-discharge");
    TestEhr.noneEmpty(services);
  }

  @Test
  void pagesOfRegisteredEhrsMayCallFromABrowserAndOthersMayNot() {
    assertThat(allowed("https://hooks.example")).isEqualTo("https://hooks.example");
    assertThat(allowed("https://evil.example")).isEmpty();
    assertThat(allowed("null")).isEmpty();
    for (String origin : List.of("https://hooks.example", "https://evil.example")) {
      HttpResponse<String> answer =
          server.send(server.anonymous("/cds-services").header("Origin", origin));
      assertThat(answer.headers().firstValue("Access-Control-Allow-Origin").orElse(""))
          .isEqualTo(origin.contains("evil") ? "" : origin);
    }
  }

  @Test
  void whatCannotBeHadIs412() {
    ObjectNode bare = TestEhr.patientView(there);
    assertThat(ehr.post(TestEhr.SERVICE, bare).statusCode()).isEqualTo(412);
    bare.put("fhirServer", ehr.base());
    assertThat(ehr.post(TestEhr.SERVICE, bare).statusCode()).isEqualTo(412);
    HttpResponse<String> gone = ehr.post(TestEhr.SERVICE, TestEhr.withToken(bare, ehr.base()));
    assertThat(gone.statusCode()).isEqualTo(412);
    assertThat(gone.body()).contains("OperationOutcome").contains("prefetch patient");
    ObjectNode stay = TestEhr.discharge(there, charts.mrn, "IMP");
    ((ObjectNode) stay.get("prefetch")).remove("encounter");
    assertThat(ehr.post(TestEhr.DISCHARGE, stay).statusCode()).isEqualTo(412);
    ehr.resources.put("/fhir/Patient/" + there, "{".repeat(600_000));
    assertThat(ehr.post(TestEhr.SERVICE, TestEhr.withToken(bare, ehr.base())).statusCode())
        .isEqualTo(412);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "hook; \"order-sign\"",
        "hook; null",
        "hookInstance; \"7\"",
        "hookInstance; null",
        "context; null",
        "context; []",
        "context; {\"userId\":\"Practitioner/7\"}",
        "context; {\"patientId\":\"1\"}",
        "context; {\"userId\":\"me\",\"patientId\":\"1\"}",
        "context; {\"userId\":\"Practitioner/7\",\"patientId\":\"Patient/1\"}",
        "context; {\"userId\":\"Practitioner/7\",\"patientId\":\"..\"}",
        "context; {\"userId\":\"Practitioner/7\",\"patientId\":1}",
        "prefetch; []",
        "prefetch; {\"patient\":7}",
        "fhirAuthorization; {\"access_token\":\"x\",\"token_type\":\"Bearer\"}"
      })
  void aMalformedCallIs400AndSaysWhy(String field, String value) {
    ObjectNode call = TestEhr.patientView(there, charts.mrn);
    call.set(field, TestEhr.read(value));
    HttpResponse<String> answer = ehr.post(TestEhr.SERVICE, call);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    assertThat(answer.body()).contains("OperationOutcome").contains("diagnostics");
  }

  @Test
  void whatIsNoJsonOrTooMuchIsRefused() {
    String good = TestEhr.patientView(there, charts.mrn).toString();
    for (String body :
        List.of("", "[]", "{", good + good, good.replaceFirst("\\{", "{\"hook\":\"a\","))) {
      assertThat(refused(body)).as(body).isEqualTo(400);
    }
    assertThat(refused("{\"a\":" + "[".repeat(5_000) + "]".repeat(5_000) + "}")).isEqualTo(400);
    assertThat(refused("{\"a\":\"" + "x".repeat(1_100_000) + "\"}")).isEqualTo(413);
    assertThat(ehr.post("/cds-services/pe-other", TestEhr.patientView(there)).statusCode())
        .isEqualTo(404);
  }

  @Test
  void feedbackIsKeptWithItsReason() throws Exception {
    String card = UUID.randomUUID().toString();
    String path = TestEhr.SERVICE + "/feedback";
    String one =
        "{\"card\":\"%s\",\"outcome\":\"overridden\",\"outcomeTimestamp\":\"2026-11-20T10:00:00Z\","
            + "\"overrideReason\":{\"reason\":{\"system\":\"urn:reasons\",\"code\":\"known\"},"
            + "\"userComment\":\"Called yesterday\"}}";
    String accepted =
        "{\"card\":\"%s\",\"outcome\":\"accepted\",\"outcomeTimestamp\":\"2026-11-20T10:00:00+01:00\","
            + "\"acceptedSuggestions\":[{\"id\":\"%s\"}]}";
    String both = one.formatted(card) + "," + accepted.formatted(UUID.randomUUID(), card);
    assertThat(feedback(path, both)).isEqualTo(200);
    charts.audited(
        "feedback",
        event ->
            event.getSubtypeFirstRep().getCode().equals("decision-feedback")
                && event.getEntity().stream()
                    .anyMatch(entity -> "overridden".equals(entity.getName()))
                && TestCharts.told(event, "card", card)
                && TestCharts.told(event, "reason-code", "known")
                && TestCharts.told(event, "comment", "Called yesterday")
                && TestCharts.told(event, "suggestions", card));
    for (String wrong :
        List.of(
            "",
            one.formatted("no-uuid"),
            one.formatted(card).replace("overridden", "ignored"),
            one.formatted(card).replace("2026-11-20T10:00:00Z", "yesterday"),
            one.formatted(card).replace("Called yesterday", "x".repeat(1_001)),
            accepted.formatted(card, card).replace("[{\"id\":\"" + card + "\"}]", "[]"),
            String.join(",", Collections.nCopies(51, one.formatted(card))))) {
      assertThat(feedback(path, wrong)).as(wrong).isEqualTo(400);
    }
    assertThat(feedback("/cds-services/pe-other/feedback", one.formatted(card))).isEqualTo(404);
  }

  private int refused(String body) {
    return ehr.post(TestEhr.SERVICE, ehr.token(TestEhr.SERVICE), body).statusCode();
  }

  private int feedback(String path, String items) {
    return ehr.post(path, ehr.token(path), "{\"feedback\":[" + items + "]}").statusCode();
  }

  private String allowed(String origin) {
    HttpResponse<String> answer =
        server.send(
            server
                .anonymous(TestEhr.SERVICE)
                .header("Origin", origin)
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "authorization,content-type")
                .method("OPTIONS", BodyPublishers.noBody()));
    return answer.headers().firstValue("Access-Control-Allow-Origin").orElse("");
  }
}

package dev.mortar.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mortar.access.Role;
import dev.mortar.server.Await;
import dev.mortar.server.ServerTest;
import dev.mortar.server.TestServer;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Permissions of one person, templates and modules; always with a token that was there before. */
@ServerTest
class AccessGrantsIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String TECH = "grants-tech";
  private static final String TEMPLATE = "grants-desk";
  private static final String SUBJECT = "{\"reference\":\"Patient/grants-p\"}";

  private final TestServer server;
  private final TestPlaces places;
  private final String token;

  AccessGrantsIT(TestServer server) {
    this.server = server;
    this.places = new TestPlaces(server);
    places.put("Practitioner/" + TECH, "\"active\":true");
    places.account(TECH, Role.TECHNICIAN, "Practitioner/" + TECH, Optional.empty());
    this.token = places.token(TECH);
  }

  @BeforeEach
  void aPatientWithAnInvoiceAndATask() {
    role("");
    places.put("Patient/grants-p", "\"name\":[{\"family\":\"Grantham\"}]");
    places.put("Invoice/grants-i", "\"status\":\"issued\",\"subject\":" + SUBJECT);
    places.put("Task/grants-t", "\"status\":\"ready\",\"intent\":\"order\",\"for\":" + SUBJECT);
  }

  @AfterEach
  void asBefore() {
    assertThat(change(TECH, "", "", "").statusCode()).isEqualTo(204);
    role("");
  }

  @Test
  void whatIsGrantedOpensAndWhatIsTakenCloses() {
    assertThat(get("Invoice/grants-i").statusCode()).isEqualTo(403);
    assertThat(change(TECH, "", "\"finance.read\"", "").statusCode()).isEqualTo(204);
    assertThat(get("Invoice/grants-i").statusCode()).isEqualTo(200);
    assertThat(get("Invoice?patient=Patient/grants-p").body()).contains("grants-i");
    String invoice =
        "{\"resourceType\":\"Invoice\",\"status\":\"issued\",\"subject\":" + SUBJECT + "}";
    assertThat(post("Invoice", invoice).statusCode()).isEqualTo(403);
    assertThat(me()).contains("clinical.write").doesNotContain("financial.read");
    assertThat(change(TECH, "", "\"financial.*\"", "").statusCode()).isEqualTo(204);
    assertThat(post("Invoice", invoice).statusCode()).isEqualTo(201);
    assertThat(me()).contains("financial.read", "financial.write");
    assertThat(change(TECH, "", "\"financial.*\"", "\"finance.read\"").statusCode()).isEqualTo(204);
    assertThat(get("Invoice/grants-i").statusCode()).isEqualTo(403);
    assertThat(post("Invoice", invoice).statusCode()).isEqualTo(403);
  }

  @Test
  void whatIsTakenIsGoneOnEveryWay() {
    assertThat(get("Task/grants-t").statusCode()).isEqualTo(200);
    assertThat(change(TECH, "", "", "\"worklist.*\"").statusCode()).isEqualTo(204);
    for (String path :
        new String[] {
          "Task/grants-t",
          "Task/grants-t/_history",
          "Task/grants-t/_history/1",
          "Task?patient=Patient/grants-p",
          "Task?patient=Patient/grants-p&_summary=count",
          "Patient?_has:Task:patient:status=ready"
        }) {
      assertThat(get(path).statusCode()).as(path).isEqualTo(403);
    }
    assertThat(post("Task/grants-t/$prioritize", "{\"resourceType\":\"Parameters\"}").statusCode())
        .isEqualTo(403);
    assertThat(get("Patient?_id=grants-p&_revinclude=*").body())
        .contains("Grantham")
        .doesNotContain("Task/grants-t");
    String batch =
        "{\"resourceType\":\"Bundle\",\"type\":\"batch\",\"entry\":[{\"request\":{\"method\":\"GET\",\"url\":\"Task/grants-t\"}}]}";
    assertThat(post("", batch).body()).doesNotContain("\"intent\"");
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = ';',
      value = {
        "grants-tech; '{\"granted\":[\"finance.read\"]}'; 400; reason",
        "grants-tech; '{\"granted\":[\"spaceship.read\"],\"reason\":\"x\"}'; 400; no such permission",
        "grants-tech; '{\"granted\":[\"system.write\"],\"reason\":\"x\"}'; 403; may not give",
        "grants-tech; '{\"template\":\"no-such\",\"reason\":\"x\"}'; 400; no such template",
        "nobody-known; '{\"granted\":[\"finance.read\"],\"reason\":\"x\"}'; 404; no such account",
        "test-patient; '{\"granted\":[\"finance.read\"],\"reason\":\"x\"}'; 400; Only staff",
        "test-manager; '{\"granted\":[\"finance.read\"],\"reason\":\"x\"}'; 403; their own"
      })
  void whatCannotBeGivenIsRefusedWithWhatToDo(String who, String body, int status, String words) {
    server.token(Role.PATIENT);
    HttpResponse<String> answer = api("PUT", "/api/accounts/" + who + "/access", body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.body()).contains("OperationOutcome", words);
  }

  @Test
  void aManagerGivesNoMoreThanTheyHaveAndKeepsWhatManages() {
    String manager = "grants-manager";
    places.account(manager, Role.MANAGER, "Practitioner/grants-manager", Optional.empty());
    assertThat(change(manager, "", "", "\"staff.read\"").statusCode()).isEqualTo(400);
    assertThat(change(manager, "", "", "\"finance.*\"").statusCode()).isEqualTo(204);
    String grant = "{\"granted\":[\"financial.read\"],\"reason\":\"Helps with bills\"}";
    HttpResponse<String> refused =
        server.send(
            server
                .request("/api/accounts/" + TECH + "/access", places.token(manager))
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(grant)));
    assertThat(refused.statusCode()).as(refused.body()).isEqualTo(403);
    assertThat(refused.body()).contains("financial.read");
    assertThat(change(manager, "", "", "").statusCode()).isEqualTo(204);
    HttpResponse<String> technician =
        server.send(server.request("/api/accounts/" + TECH + "/access", token));
    assertThat(technician.statusCode()).isEqualTo(403);
  }

  @Test
  void nobodyWritesPermissionsAsAResource() {
    assertThat(change(TECH, "", "\"reports.read\"", "").statusCode()).isEqualTo(204);
    String id = "Basic/" + PersonalRights.accessId(TECH);
    String stored = server.get("/fhir/" + id).body();
    assertThat(stored).contains("reports.read");
    for (String method : new String[] {"PUT", "DELETE"}) {
      HttpResponse<String> answer =
          server.send(
              server
                  .request("/fhir/" + id)
                  .header("Content-Type", "application/fhir+json")
                  .method(method, BodyPublishers.ofString(stored.replace("reports", "audit"))));
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(403);
    }
    assertThat(server.post("/fhir/Basic", stored).statusCode()).isEqualTo(403);
    String taken = stored.replaceAll("account-access", "setting");
    assertThat(
            server
                .send(
                    server
                        .request("/fhir/" + id)
                        .header("Content-Type", "application/fhir+json")
                        .PUT(BodyPublishers.ofString(taken)))
                .statusCode())
        .isEqualTo(403);
  }

  @Test
  void whatSomebodyWroteUnderTheIdOfPermissionsGivesNone() {
    String id = PersonalRights.accessId("grants-forged");
    places.account("grants-forged", Role.TECHNICIAN, "Practitioner/grants-f", Optional.empty());
    places.put(
        "Basic/" + id,
        "\"code\":{\"coding\":[{\"system\":\"https://mortar.dev/fhir/CodeSystem/pe-basic-type\",\"code\":\"setting\"}]},"
            + "\"extension\":[{\"url\":\"https://mortar.dev/fhir/StructureDefinition/pe-permission-set\",\"extension\":[{\"url\":\"grant\",\"valueString\":\"finance.*\"}]}]");
    assertThat(
            server
                .send(server.request("/fhir/Invoice/grants-i", places.token("grants-forged")))
                .statusCode())
        .isEqualTo(403);
    assertThat(server.get("/api/accounts/grants-forged/access").body()).contains("\"granted\":[]");
  }

  @Test
  void whoWasGivenTheStaffDoesNotWidenTheirOwnRole() {
    assertThat(change(TECH, "", "\"staff.*\"", "").statusCode()).isEqualTo(204);
    String wide =
        "{\"resourceType\":\"PractitionerRole\",\"id\":\"%s\",\"active\":true,\"practitioner\":{\"reference\":\"Practitioner/%s\"}}";
    assertThat(put("PractitionerRole/" + TECH, wide.formatted(TECH, TECH)).statusCode())
        .isEqualTo(403);
    places.put("Practitioner/grants-other", "\"active\":true");
    assertThat(
            put("PractitionerRole/grants-other", wide.formatted("grants-other", "grants-other"))
                .statusCode())
        .isIn(200, 201);
  }

  @Test
  void aChangeIsOnRecordWithItsReason() throws Exception {
    assertThat(change(TECH, "", "\"reports.read\"", "").statusCode()).isEqualTo(204);
    String target = "Basic/" + PersonalRights.accessId(TECH);
    Await.until(
        "the provenance",
        PATIENCE,
        () -> server.get("/fhir/Provenance?target=" + target).body().contains("For the test"));
    assertThat(server.get("/fhir/Provenance?target=" + target).body()).contains("test-manager");
    Await.until(
        "the event",
        PATIENCE,
        () ->
            server
                .get("/fhir/AuditEvent?subtype=permission-change&_sort=-_lastUpdated&_count=20")
                .body()
                .contains("/api/accounts/" + TECH + "/access"));
  }

  @Test
  void aChangedTemplateHoldsForWhoHasItAndTheirLiveTokens() {
    assertThat(define("[\"finance.*\"]", "[]").statusCode()).isEqualTo(204);
    assertThat(change(TECH, TEMPLATE, "", "").statusCode()).isEqualTo(204);
    assertThat(get("Invoice/grants-i").statusCode()).isEqualTo(200);
    assertThat(define("[\"finance.*\"]", "[\"finance.*\",\"scheduling.*\"]").statusCode())
        .isEqualTo(204);
    assertThat(get("Invoice/grants-i").statusCode()).isEqualTo(403);
    assertThat(get("Appointment?_count=1").statusCode()).isEqualTo(403);
    assertThat(me()).doesNotContain("\"scheduling\"");
    String history =
        server.get("/fhir/Basic/" + PersonalRights.templateId(TEMPLATE) + "/_history").body();
    assertThat(history).contains("\"versionId\":\"2\"");
    String templates = server.get("/api/templates").body();
    assertThat(templates).contains("\"" + TEMPLATE + "\"", "\"senior-pharmacist\"");
    HttpResponse<String> shipped =
        api(
            "PUT",
            "/api/templates/technician",
            "{\"title\":\"T\",\"role\":\"technician\",\"reason\":\"x\"}");
    assertThat(shipped.statusCode()).isEqualTo(400);
    HttpResponse<String> other =
        api(
            "PUT",
            "/api/accounts/test-analyst/access",
            "{\"template\":\"" + TEMPLATE + "\",\"reason\":\"x\"}");
    server.token(Role.ANALYST);
    assertThat(other.statusCode()).isIn(400, 404);
  }

  @Test
  void whoHasOnlySomeModulesHasNoOthersAndUnknownOnesOpenNothing() {
    assertThat(get("Appointment?_count=1").statusCode()).isEqualTo(200);
    role("worklist");
    assertThat(get("Appointment?_count=1").statusCode()).isEqualTo(403);
    assertThat(get("Task/grants-t").statusCode()).isEqualTo(200);
    assertThat(me()).contains("\"modules\":[\"worklist\"]");
    assertThat(server.send(server.request("/api/hl7/messages", token)).statusCode()).isEqualTo(403);
    role("spaceship");
    assertThat(get("Task/grants-t").statusCode()).isEqualTo(403);
    assertThat(me()).contains("\"modules\":[]");
    role("");
    assertThat(server.send(server.request("/api/hl7/messages", token)).statusCode()).isEqualTo(200);
  }

  private void role(String module) {
    String extension =
        module.isEmpty()
            ? ""
            : "\"extension\":[{\"url\":\"https://mortar.dev/fhir/StructureDefinition/pe-module-access\",\"valueCode\":\""
                + module
                + "\"}],";
    places.put(
        "PractitionerRole/" + TECH,
        extension
            + "\"active\":true,\"practitioner\":{\"reference\":\"Practitioner/"
            + TECH
            + "\"}");
  }

  private HttpResponse<String> change(
      String account, String template, String granted, String denied) {
    return api(
        "PUT",
        "/api/accounts/" + account + "/access",
        "{\"template\":\"%s\",\"granted\":[%s],\"denied\":[%s],\"reason\":\"For the test\"}"
            .formatted(template, granted, denied));
  }

  private HttpResponse<String> define(String granted, String denied) {
    return api(
        "PUT",
        "/api/templates/" + TEMPLATE,
        "{\"title\":\"A desk\",\"role\":\"technician\",\"granted\":%s,\"denied\":%s,\"reason\":\"For the test\"}"
            .formatted(granted, denied));
  }

  private HttpResponse<String> api(String method, String path, String body) {
    return server.send(
        server
            .request(path)
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body)));
  }

  private String me() {
    return server.send(server.request("/api/me", token)).body();
  }

  private HttpResponse<String> get(String path) {
    return server.send(server.request("/fhir/" + path, token));
  }

  private HttpResponse<String> post(String path, String json) {
    return send("POST", path, json);
  }

  private HttpResponse<String> put(String path, String json) {
    return send("PUT", path, json);
  }

  private HttpResponse<String> send(String method, String path, String json) {
    return server.send(
        server
            .request("/fhir" + (path.isEmpty() ? "" : "/" + path), token)
            .header("Content-Type", "application/fhir+json")
            .method(method, BodyPublishers.ofString(json)));
  }
}

package dev.mortar.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mortar.access.Role;
import dev.mortar.audit.StoredEvents;
import dev.mortar.server.ServerTest;
import dev.mortar.server.TestServer;
import dev.mortar.store.FhirStore;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.AuditEvent;
import org.hl7.fhir.r4.model.Patient;
import org.junit.jupiter.api.Test;

/** Counts the audit events of every kind of request: each leaves one, whatever becomes of it. */
@ServerTest
class EveryRequestIT {
  private static final String NOBODY = "";
  private static final String EMPTY = "";
  private static final String PATCH =
      """
      [{"op":"replace","path":"/active","value":%s}]""";
  private static final Pattern NEXT =
      Pattern.compile("\"relation\":\\s*\"next\",\\s*\"url\":\\s*\"[^\"]*/fhir(\\?[^\"]*)\"");

  private final TestServer server;
  private final String id = "noted-" + UUID.randomUUID();
  private final String patient = "Patient/" + id;
  private final String identifier = "identifier=urn:test|" + id;

  EveryRequestIT(TestServer server) {
    this.server = server;
  }

  @Test
  void eachReadAndWriteLeavesOneEvent() throws Exception {
    NotedRequests by = NotedRequests.ofManager(server);
    by.one("update as create", 201, id, "PUT " + patient, patient("One"));
    by.one("read", 200, id, "GET " + patient);
    by.one("read of what is known", 304, id, "GET " + patient, EMPTY, "If-None-Match: W/\"1\"");
    by.one("update", 200, id, "PUT " + patient, patient("Two"));
    by.one("update without a change", 200, id, "PUT " + patient, patient("Two"));
    by.one("vread", 200, id, "GET " + patient + "/_history/1");
    by.one("patch", 200, id, "PATCH " + patient, PATCH.formatted(false));
    by.one("patch without a change", 200, id, "PATCH " + patient, PATCH.formatted(false));
    by.one("history of one", 200, id, "GET " + patient + "/_history");
    by.one("history of a type", 200, NOBODY, "GET Patient/_history?_count=2");
    by.one("history of all", 200, NOBODY, "GET _history?_count=2");
    by.one("create", 201, id, "POST Observation", observation(EMPTY));
    by.one("delete of what is referred to", 409, id, "DELETE " + patient);
    by.assertNothingWrong();
  }

  @Test
  void eachConditionalRequestLeavesOneEvent() throws Exception {
    NotedRequests by = NotedRequests.ofManager(server);
    String one = "Observation?" + identifier;
    String ifNone = "If-None-Exist: " + identifier;
    by.one("update as create", 201, id, "PUT " + patient, patient("One"));
    by.one("create", 201, id, "POST Observation", observation(id), ifNone);
    by.one("create of what is there", 200, NOBODY, "POST Observation", observation(id), ifNone);
    by.one("update", 200, id, "PUT Patient?" + identifier, patient("Two"));
    by.one("patch", 200, id, "PATCH Patient?" + identifier, PATCH.formatted(false));
    by.one("delete", 200, id, "DELETE " + one);
    by.one("delete of nothing", 200, NOBODY, "DELETE " + one);
    by.assertNothingWrong();
  }

  @Test
  void eachSearchAndEachPageLeavesOneEvent() throws Exception {
    NotedRequests by = NotedRequests.ofManager(server);
    by.one("update as create", 201, id, "PUT " + patient, patient("One"));
    for (int i = 0; i < 3; i++) {
      by.one("create", 201, id, "POST Observation", observation(id));
    }
    String all = "Observation?patient=" + id;
    by.one("search", 200, id, "GET Observation?" + identifier);
    by.one("search by POST", 200, id, "POST Observation/_search", identifier);
    by.one("count", 200, NOBODY, "GET " + all + "&_summary=count");
    String page =
        by.one("first page", 200, id, "GET " + all + "&_count=1&_sort=-_lastUpdated").body();
    Matcher next = NEXT.matcher(page);
    assertThat(next.find()).as(page).isTrue();
    by.one("next page", 200, id, "GET " + next.group(1).replace("&amp;", "&"));
    by.assertNothingWrong();
  }

  @Test
  void eachOperationLeavesOneEvent() throws Exception {
    NotedRequests by = NotedRequests.ofManager(server);
    by.one("update as create", 201, id, "PUT " + patient, patient("One"));
    by.one("everything", 200, id, "GET " + patient + "/$everything");
    by.one("validate", 200, NOBODY, "POST Patient/$validate", patient("Two"));
    by.one("meta", 200, id, "GET " + patient + "/$meta");
    by.one("graphql", 200, id, "GET " + patient + "/$graphql?query=%7Bid%7D");
    String poll =
        by.one(
                "export",
                202,
                NOBODY,
                "GET $export?_type=Organization",
                EMPTY,
                "Prefer: respond-async")
            .headers()
            .firstValue("Content-Location")
            .orElseThrow();
    String status = poll.substring(poll.indexOf("/fhir/") + "/fhir/".length());
    by.one("end of an export", 202, NOBODY, "DELETE " + status);
    by.one("status of an export that has ended", 404, NOBODY, "GET " + status);
    by.assertNothingWrong();
  }

  @Test
  void aBundleLeavesOneEventAndOneMoreForEachFurtherTransaction() throws Exception {
    NotedRequests by = NotedRequests.ofManager(server);
    by.one("update as create", 201, id, "PUT " + patient, patient("One"));
    String entry =
        """
        {"request":{"method":"%s","url":"%s"}%s}""";
    String write = entry.formatted("POST", "Observation", ",\"resource\":" + observation(EMPTY));
    String read = entry.formatted("GET", patient, EMPTY);
    String none = entry.formatted("GET", "Patient/none-" + id, EMPTY);
    by.one("transaction of writes", 200, id, "POST ", bundle("transaction", write, write));
    by.one("transaction of reads", 200, id, "POST ", bundle("transaction", read, read));
    by.some("and of both", 2, 200, id, "POST ", bundle("transaction", write, read));
    by.one("batch of reads", 200, id, "POST ", bundle("batch", read, read));
    by.one("batch of one write", 200, id, "POST ", bundle("batch", write));
    by.some("batch of two writes", 2, 200, id, "POST ", bundle("batch", write, write));
    by.some("batch of both", 2, 200, id, "POST ", bundle("batch", write, read));
    by.some("batch that fails in part", 2, 200, NOBODY, "POST ", bundle("batch", write, none));
    by.assertNothingWrong();
  }

  @Test
  void whatFailsLeavesOneEvent() throws Exception {
    NotedRequests by = NotedRequests.ofManager(server);
    by.one("update as create", 201, id, "PUT " + patient, patient("One"));
    by.one("a stale version", 409, id, "PUT " + patient, patient("Two"), "If-Match: W/\"7\"");
    by.one("read of nothing", 404, NOBODY, "GET Observation/none-" + id);
    by.one("a type that there is not", 404, NOBODY, "GET Potion/1");
    by.one("an operation that there is not", 400, NOBODY, "GET Patient/$potion");
    by.one("a parameter that there is not", 400, NOBODY, "GET Patient?potion=1");
    by.one("no JSON", 400, NOBODY, "POST Patient", "{{");
    String wrong =
        """
        {"request":{"method":"PUT","url":"Patient"},"resource":{"resourceType":"Patient"}}""";
    by.one("a wrong transaction", 400, NOBODY, "POST ", bundle("transaction", wrong));
    by.assertNothingWrong();
  }

  @Test
  void eachRefusalLeavesOneEvent() throws Exception {
    String other = id + "-other";
    server.bean(FhirStore.class).save((Patient) new Patient().setId(other));
    NotedRequests by = NotedRequests.ofPatient(server, id);
    String booking =
        """
        {"resourceType":"Appointment","status":"proposed",
         "participant":[{"actor":{"reference":"Patient/%s"},"status":"accepted"}]}"""
            .formatted(other);
    String claims =
        """
        {"request":{"method":"GET","url":"Claim"}}""";
    by.one("a type that is closed", 403, NOBODY, "GET Claim?patient=" + id);
    by.one("another's record", 403, other, "GET Patient/" + other);
    by.one("a write into another's record", 403, NOBODY, "POST Appointment", booking);
    String theirs = "{\"resourceType\":\"Patient\",\"id\":\"" + other + "\"}";
    by.one("an update", 403, other, "PUT Patient/" + other, theirs);
    by.one("a delete", 403, id, "DELETE " + patient);
    by.one("a match", 403, NOBODY, "PUT Patient?identifier=x", "{\"resourceType\":\"Patient\"}");
    by.one("everything of another", 403, other, "GET Patient/" + other + "/$everything");
    by.one("an export", 403, NOBODY, "GET $export", EMPTY, "Prefer: respond-async");
    by.one("a transaction", 403, NOBODY, "POST ", bundle("transaction", claims));
    by.one("somebody else's page", 403, NOBODY, "GET ?_getpages=abc");
    by.one("graphql", 403, NOBODY, "GET $graphql?query=%7BPatientList%7Bid%7D%7D");
    by.oneOf("an address of the staff", 403, "GET /api/hl7/messages");
    by.oneOf("a change by the staff", 403, "PUT /api/clients/x", "{}");
    by.oneOf("numbers of the server", 403, "GET /actuator/metrics");
    by.assertNothingWrong();
  }

  @Test
  void eachCallOfTheAdminApiLeavesOneEvent() throws Exception {
    NotedRequests by = NotedRequests.ofManager(server);
    String app = "/api/clients/" + id;
    String registration =
        """
        {"name":"App","kind":"NATIVE","redirectUris":["com.example:/back"],"scopes":["openid"]}""";
    by.oneOf("a list", 200, "GET /api/accounts");
    by.oneOf("a list of messages", 200, "GET /api/hl7/messages");
    by.oneOf("something that there is not", 404, "GET /api/clients/none-" + id);
    by.oneOf("a verb that there is not", 405, "PATCH /api/clients");
    by.oneOf("an address that there is not", 404, "GET /api/potions");
    by.oneOf("a change", 200, "PUT " + app, registration);
    by.oneOf("a wrong change", 400, "PUT " + app, "{{");
    by.oneOf("a removal", 204, "DELETE " + app);
    by.send("GET /api/me");
    by.send("GET /fhir/metadata");
    by.send("GET /actuator/health");
    by.oneOf("and nothing of oneself and of what is everybody's", 200, "GET /api/clients");
    by.assertNothingWrong();
  }

  @Test
  void whoeverHasNoTokenLeavesOneEvent() throws Exception {
    for (String shown : List.of(EMPTY, "abc", server.token(Role.MANAGER) + "x")) {
      for (String path : List.of("/fhir/Patient/", "/api/accounts/", "/actuator/", "/potions/")) {
        String own = path + UUID.randomUUID();
        HttpRequest.Builder request = server.anonymous(own + "?name=secret");
        if (!shown.isEmpty()) {
          request.header("Authorization", "Bearer " + shown);
        }
        assertThat(server.send(request).statusCode()).isEqualTo(401);
        AuditEvent event = StoredEvents.of(server, "GET " + own).counted(own, 1).getFirst();
        assertThat(event.getOutcome().toCode()).isEqualTo("4");
        assertThat(event.getAgentFirstRep().getAltId()).isEqualTo("(unknown)");
        assertThat(event.getAgentFirstRep().getNetwork().getAddress()).isEqualTo("127.0.0.1");
        assertThat(event.getEntityFirstRep().getName()).doesNotContain("secret");
      }
    }
  }

  private String patient(String given) {
    return """
        {"resourceType":"Patient","id":"%s","active":true,
         "name":[{"family":"Noted","given":["%s"]}],
         "identifier":[{"system":"urn:test","value":"%s"}]}"""
        .formatted(id, given, id);
  }

  private String observation(String identifier) {
    String named =
        identifier.isEmpty()
            ? EMPTY
            : "\"identifier\":[{\"system\":\"urn:test\",\"value\":\"" + identifier + "\"}],";
    return """
        {"resourceType":"Observation",%s"status":"final","code":{"text":"Noted"},
         "subject":{"reference":"Patient/%s"}}"""
        .formatted(named, id);
  }

  private static String bundle(String type, String... entries) {
    return "{\"resourceType\":\"Bundle\",\"type\":\"%s\",\"entry\":[%s]}"
        .formatted(type, String.join(",", entries));
  }
}

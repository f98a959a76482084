package dev.mortar.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mortar.access.Role;
import dev.mortar.authorization.Account;
import dev.mortar.authorization.Accounts;
import dev.mortar.authorization.People;
import dev.mortar.ig.Canonicals;
import dev.mortar.server.Await;
import dev.mortar.server.ServerTest;
import dev.mortar.server.TestServer;
import dev.mortar.store.FhirStore;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.AuditEvent;
import org.hl7.fhir.r4.model.AuditEvent.AuditEventEntityComponent;
import org.hl7.fhir.r4.model.Practitioner;
import org.hl7.fhir.r4.model.PractitionerRole;
import org.hl7.fhir.r4.model.Provenance;
import org.hl7.fhir.r4.model.Reference;
import org.junit.jupiter.api.Test;

/** Each change of somebody's rights says who, what it was, what it is, and why. */
@ServerTest
class GrantChangesIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String REASON = "Moved to the north pharmacy, ä";

  private final TestServer server;
  private final FhirStore store;
  private final String name = "granted-" + UUID.randomUUID();
  private final String person = "Practitioner/" + name;

  GrantChangesIT(TestServer server) {
    this.server = server;
    this.store = server.bean(FhirStore.class);
  }

  @Test
  void everyChangeOfAnAccountLeavesAProvenanceAndAnEventWithTheReason() throws Exception {
    account();
    changes("PUT", "role", ",\"role\":\"admin-staff\"", "technician, open", "admin-staff, open");
    changes("POST", "suspend", "", "admin-staff, open", "admin-staff, closed");
    changes("POST", "resume", "", "admin-staff, closed", "admin-staff, open");
    String link = ",\"iss\":\"%s\",\"fhirUser\":\"Practitioner/9\"".formatted(server.fhirBase());
    changes("PUT", "ehr", link, "signed in by []", "Practitioner/9");
    String subject = ",\"provider\":\"other\",\"subject\":\"%s\"".formatted(name);
    changes("PUT", "federation", subject, "signed in by []", name);
    assertThat(provenances()).hasSize(5);
    assertThat(provenances().toString()).doesNotContain("Grant Person");
  }

  @Test
  void withoutAReasonNothingChanges() {
    account();
    List<HttpResponse<String>> answers =
        Stream.of(
                send("PUT", "role", "{\"role\":\"admin-staff\"}"),
                send("POST", "suspend", ""),
                send("POST", "suspend", "{\"reason\":\" \"}"),
                send("POST", "suspend", "{\"reason\":\"%s\"}".formatted("x".repeat(501))),
                send("POST", "invitation", "{}"),
                send("DELETE", "second-factor", ""),
                send(
                    "PUT",
                    "ehr",
                    "{\"iss\":\"%s\",\"fhirUser\":\"Practitioner/9\"}"
                        .formatted(server.fhirBase())),
                send("PUT", "federation", "{\"provider\":\"other\",\"subject\":\"9\"}"))
            .toList();
    assertThat(answers)
        .allSatisfy(
            answer -> {
              assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
              assertThat(answer.body()).contains("OperationOutcome").contains("reason says why");
            });
    assertThat(server.bean(Accounts.class).find(name).orElseThrow())
        .satisfies(
            account -> {
              assertThat(account.active()).isTrue();
              assertThat(account.role()).isEqualTo(Role.TECHNICIAN);
            });
    assertThat(server.bean(People.class).activationDeadlines()).doesNotContainKey(name);
    assertThat(server.get("/api/accounts/" + name + "/ehr").body()).isEqualTo("[]");
    assertThat(provenances()).isEmpty();
  }

  @Test
  void aChangeByFhirTakesTheReasonOfItsHeader() throws Exception {
    store.save(practitioner());
    String json =
        """
        {"resourceType":"PractitionerRole","id":"%s","active":true,
         "practitioner":{"reference":"%s"},"specialty":[{"text":"%s"}]}""";
    String header =
        """
        {"resourceType":"Provenance","recorded":"2026-01-01T00:00:00Z","target":[{"display":"x"}],
         "agent":[{"who":{"display":"somebody else"}}],"reason":[{"text":"%s"}]}"""
            .replace("\n", "")
            .formatted(REASON.replace("ä", "\\u00e4"));
    assertThat(put(json.formatted(name, person, "a"), "").statusCode()).isEqualTo(201);
    assertThat(put(json.formatted(name, person, "b"), header).statusCode()).isEqualTo(200);
    assertThat(put(json.formatted(name, person, "c"), "no json").statusCode()).isEqualTo(400);
    assertThat(
            put(json.formatted(name, person, "c"), header.replace("agent", "agenda")).statusCode())
        .isEqualTo(400);
    String target = "/PractitionerRole/" + name;
    Await.until(
        "two provenances", PATIENCE, () -> provenances("PractitionerRole/" + name).size() == 2);
    Provenance second =
        provenances("PractitionerRole/" + name).stream()
            .filter(Provenance::hasReason)
            .findFirst()
            .orElseThrow();
    assertThat(second.getReasonFirstRep().getText()).isEqualTo(REASON);
    assertThat(second.getAgentFirstRep().getWho().getDisplay()).isEqualTo("test-manager");
    assertThat(second.getTargetFirstRep().getIdentifier().getValue())
        .endsWith(target + "/_history/2");
    assertThat(second.getEntityFirstRep().getWhat().getIdentifier().getValue())
        .endsWith(target + "/_history/1");
    isNoted(
        Map.of(
            "before", "PractitionerRole/" + name + "/_history/1",
            "after", "PractitionerRole/" + name + "/_history/2",
            "reason", REASON));
  }

  @Test
  void aRoleThatIsDeletedIsOnRecordToo() throws Exception {
    store.save(practitioner());
    store.save(role(true));
    String path = "/fhir/PractitionerRole/" + name;
    assertThat(server.send(server.request(path).DELETE()).statusCode()).isEqualTo(200);
    Await.until(
        "the provenance",
        PATIENCE,
        () ->
            store.search(Provenance.class, "_sort=-_lastUpdated", 50).stream()
                .anyMatch(
                    one ->
                        String.valueOf(one.getTargetFirstRep().getIdentifier().getValue())
                            .contains("PractitionerRole/" + name)));
    Await.until(
        "the end is in the trail",
        PATIENCE,
        () -> events("subtype=permission-change&action=D").stream().anyMatch(this::names));
  }

  @Test
  void readingARoleIsNoChange() throws Exception {
    store.save(practitioner());
    store.save(role(true));
    String token = server.token(Role.SENIOR_PHARMACIST);
    server.send(server.request("/fhir/PractitionerRole/" + name, token));
    Await.until(
        "the read is in the trail",
        PATIENCE,
        () -> events("subtype=read").stream().anyMatch(this::names));
    assertThat(events("subtype=permission-change").stream().filter(this::names)).isEmpty();
  }

  @Test
  void aRevokedRoleSaysWhyForRoleAndAccount() throws Exception {
    account();
    store.save(role(true));
    HttpResponse<String> silent = revoke("{\"resourceType\":\"Parameters\"}");
    assertThat(silent.statusCode()).as(silent.body()).isEqualTo(400);
    assertThat(silent.body()).contains("reason says why");
    HttpResponse<String> done =
        revoke(
            """
            {"resourceType":"Parameters","parameter":[
              {"name":"reason","valueString":"%s"}]}"""
                .formatted(REASON));
    assertThat(done.statusCode()).as(done.body()).isEqualTo(200);
    assertThat(provenances())
        .singleElement()
        .satisfies(one -> assertThat(one.getReasonFirstRep().getText()).isEqualTo(REASON));
    Await.until(
        "the role's provenance",
        PATIENCE,
        () ->
            provenances("PractitionerRole/" + name).stream()
                .anyMatch(one -> REASON.equals(one.getReasonFirstRep().getText())));
    isNoted(Map.of("after", "PractitionerRole/" + name + "/_history/2", "reason", REASON));
  }

  private HttpResponse<String> revoke(String parameters) {
    return server.post("/fhir/PractitionerRole/" + name + "/$revoke", parameters);
  }

  private void changes(String method, String what, String more, String before, String after)
      throws Exception {
    List<String> known = provenances().stream().map(Provenance::getIdPart).toList();
    HttpResponse<String> answer =
        send(method, what, "{\"reason\":\"%s\"%s}".formatted(REASON, more));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(204);
    assertThat(provenances().stream().filter(one -> !known.contains(one.getIdPart())))
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.getReasonFirstRep().getText()).isEqualTo(REASON);
              assertThat(one.getAgentFirstRep().getWho().getDisplay()).isEqualTo("test-manager");
              assertThat(one.getEntityFirstRep().getWhat().getDisplay()).contains(before);
              assertThat(one.getTargetFirstRep().getDisplay()).contains(after);
              assertThat(one.getTargetFirstRep().getIdentifier().getValue()).isEqualTo(name);
            });
    Await.until(
        what + " is in the trail",
        PATIENCE,
        () ->
            events("subtype=permission-change").stream()
                .filter(event -> says(event, what))
                .anyMatch(event -> REASON.equals(details(event).get("reason"))));
  }

  private boolean says(AuditEvent event, String what) {
    return event.getEntity().stream()
        .anyMatch(
            entity ->
                entity.hasName()
                    && entity.getName().endsWith("/api/accounts/" + name + "/" + what));
  }

  private void isNoted(Map<String, String> details) throws Exception {
    Await.until(
        details + " is in the trail",
        PATIENCE,
        () ->
            events("subtype=permission-change").stream()
                .anyMatch(event -> details(event).entrySet().containsAll(details.entrySet())));
  }

  private static Map<String, String> details(AuditEvent event) {
    return event.getEntity().stream()
        .flatMap(entity -> entity.getDetail().stream())
        .collect(
            Collectors.toMap(
                detail -> detail.getType(),
                detail -> detail.getValueStringType().getValue(),
                (first, second) -> second));
  }

  private boolean names(AuditEvent event) {
    return event.getEntity().stream()
        .map(AuditEventEntityComponent::getWhat)
        .anyMatch(
            what ->
                String.valueOf(what.getIdentifier().getValue())
                    .endsWith("PractitionerRole/" + name));
  }

  private List<AuditEvent> events(String query) {
    return store.search(AuditEvent.class, query + "&_sort=-_lastUpdated", 100);
  }

  private List<Provenance> provenances() {
    return provenances(person);
  }

  private List<Provenance> provenances(String target) {
    return store.search(Provenance.class, "target=" + target, 100);
  }

  private Practitioner practitioner() {
    var practitioner = new Practitioner();
    practitioner.setId(name);
    return practitioner;
  }

  private PractitionerRole role(boolean active) {
    var role = new PractitionerRole();
    role.setId(name);
    role.setActive(active).setPractitioner(new Reference(person));
    role.addCode().addCoding().setSystem(Canonicals.CS_ROLE).setCode("technician");
    return role;
  }

  private void account() {
    store.save(practitioner());
    server
        .bean(Accounts.class)
        .save(
            new Account(name, "Grant Person", Role.TECHNICIAN, person, Optional.empty(), true),
            TestBrowser.PASSWORD);
  }

  private HttpResponse<String> put(String json, String header) {
    var request =
        server
            .request("/fhir/PractitionerRole/" + name)
            .header("Content-Type", "application/fhir+json");
    if (!header.isEmpty()) {
      request.header("X-Provenance", header);
    }
    return server.send(request.PUT(BodyPublishers.ofString(json)));
  }

  private HttpResponse<String> send(String method, String what, String json) {
    return server.send(
        server
            .request("/api/accounts/" + name + "/" + what)
            .header("Content-Type", "application/json")
            .method(
                method, json.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(json)));
  }
}

package dev.mortar.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mortar.access.Role;
import dev.mortar.access.Scopes;
import dev.mortar.authorization.Account;
import dev.mortar.authorization.Accounts;
import dev.mortar.authorization.Tokens;
import dev.mortar.server.Await;
import dev.mortar.server.ServerTest;
import dev.mortar.server.TestLicence;
import dev.mortar.server.TestServer;
import dev.mortar.store.FhirStore;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CommunicationRequest;
import org.hl7.fhir.r4.model.CommunicationRequest.CommunicationRequestStatus;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.ListResource;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.Task;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A drill: an account that looked at two of three patients, and what the manager gets. */
@ServerTest
class BreachIT {
  private static final Duration SOON = Duration.ofSeconds(10);

  private final TestServer server;
  private final String mark = UUID.randomUUID().toString().substring(0, 8);
  private final String thief = "thief-" + mark;
  private final Instant before = Instant.now().minusSeconds(60);

  BreachIT(TestServer server) {
    this.server = server;
  }

  @BeforeEach
  void anAccountLooksAtTwoOfThreePatients() throws Exception {
    for (String name : List.of("seen", "found", "other")) {
      patient(name);
    }
    String token = token();
    assertThat(get("Patient/" + id("seen"), token).statusCode()).isEqualTo(200);
    assertThat(get("Patient?family=" + id("found"), token).statusCode()).isEqualTo(200);
    Await.until("both events", SOON, () -> patients(breach("probe-" + mark, agent())) == 2);
  }

  @Test
  void theManagerGetsTheListTheTaskWithItsDeadlineAndALetterForEach() {
    Parameters found = breach("case-" + mark, agent());
    assertThat(patients(found)).isEqualTo(2);
    assertThat(number(found, "letters")).isEqualTo(2);
    assertThat(((BooleanType) found.getParameter("whole").getValue()).booleanValue()).isTrue();
    assertThat(listed(found)).containsExactlyInAnyOrder(id("seen"), id("found"));
    Task task = read(Task.class, found, "task");
    Date discovered = task.getAuthoredOn();
    assertThat(task.getRestriction().getPeriod().getEnd().toInstant())
        .isEqualTo(discovered.toInstant().plus(Duration.ofDays(60)));
    assertThat(task.getPerformerTypeFirstRep().getCodingFirstRep().getCode()).isEqualTo("manager");
    List<CommunicationRequest> letters = letters("seen", found);
    assertThat(letters).hasSize(1);
    assertThat(letters.getFirst().getStatus()).isEqualTo(CommunicationRequestStatus.DRAFT);
    assertThat(letters.getFirst().getPayloadFirstRep().getContentStringType().getValue())
        .contains("Somebody looked at records", "What you can do", "Whom to ask");
    assertThat(letters("other", found)).isEmpty();
  }

  @Test
  void theSameCaseAskedAgainAddsWhoIsNewAndLeavesTheRestAlone() throws Exception {
    Parameters first = breach("again-" + mark, agent());
    FhirStore store = server.bean(FhirStore.class);
    CommunicationRequest letter = letters("seen", first).getFirst();
    letter.setStatus(CommunicationRequestStatus.COMPLETED);
    store.save(letter);
    assertThat(get("Patient/" + id("other"), token()).statusCode()).isEqualTo(200);
    Await.until("the third", SOON, () -> patients(breach("again-" + mark, agent())) == 3);
    Parameters last = breach("again-" + mark, agent());
    assertThat(number(last, "letters")).isZero();
    assertThat(listed(last)).hasSize(3);
    assertThat(letters("seen", last).getFirst().getStatus())
        .isEqualTo(CommunicationRequestStatus.COMPLETED);
    assertThat(letters("other", last)).hasSize(1);
  }

  @Test
  void aPatientWhoIsGoneIsListedAndGetsNoLetter() throws Exception {
    patient("gone");
    assertThat(get("Patient/" + id("gone"), token()).statusCode()).isEqualTo(200);
    assertThat(server.send(server.request("/fhir/Patient/" + id("gone")).DELETE()).statusCode())
        .isEqualTo(200);
    String name = "gone-" + mark;
    Await.until("the third", SOON, () -> patients(breach(name, agent())) == 3);
    Parameters again = breach(name, agent());
    assertThat(number(again, "letters")).isZero();
    assertThat(read(ListResource.class, again, "list").getEntry())
        .extracting(entry -> entry.getItem().getDisplay())
        .containsExactlyInAnyOrder("Patient/" + id("gone"), null, null);
    assertThat(letters("gone", again)).isEmpty();
  }

  @Test
  void onePatientAloneIsLookedForAndTheWindowCounts() {
    String one =
        ",{\"name\":\"patient\",\"valueReference\":{\"reference\":\"Patient/%s\"}}"
            .formatted(id("seen"));
    assertThat(listed(breach("one-" + mark, agent() + one))).containsExactly(id("seen"));
    HttpResponse<String> early =
        post(
            parameters("early-" + mark, agent())
                .replace(before.toString(), "2020-01-01T00:00:00Z")
                .replace("\"start\":\"2020", "\"end\":\"2020-02-01T00:00:00Z\",\"start\":\"2020"));
    assertThat(patients(server.parse(Parameters.class, early.body()))).isZero();
  }

  @Test
  void whoDoesNotSayWhatToLookForIsTold() {
    assertThat(post(parameters("x-" + mark, "")).statusCode()).isEqualTo(400);
    assertThat(post(parameters("", agent())).statusCode()).isEqualTo(400);
    String wild = ",{\"name\":\"agent\",\"valueString\":\"a,b&outcome=4\"}";
    assertThat(post(parameters("x-" + mark, wild)).statusCode()).isEqualTo(400);
    assertThat(post("").body()).contains("period.start");
    for (Role role : List.of(Role.SENIOR_PHARMACIST, Role.ANALYST, Role.SYSTEM_EHR)) {
      HttpResponse<String> refused =
          server.send(
              server
                  .request("/fhir/AuditEvent/$breach", server.token(role))
                  .header("Content-Type", "application/fhir+json")
                  .POST(BodyPublishers.ofString(body(parameters("x-" + mark, agent())))));
      assertThat(refused.statusCode()).isEqualTo(403);
    }
  }

  private void patient(String name) {
    String body = "{\"resourceType\":\"Patient\",\"id\":\"%1$s\",\"name\":[{\"family\":\"%1$s\"}]}";
    assertThat(
            server
                .send(
                    server
                        .request("/fhir/Patient/" + id(name))
                        .header("Content-Type", "application/fhir+json")
                        .PUT(BodyPublishers.ofString(body.formatted(id(name)))))
                .statusCode())
        .isEqualTo(201);
  }

  private String id(String name) {
    return name + "-" + mark;
  }

  private String agent() {
    return ",{\"name\":\"agent\",\"valueString\":\"%s\"}".formatted(thief);
  }

  private String parameters(String name, String more) {
    return ("{\"name\":\"case\",\"valueString\":\"%s\"},{\"name\":\"period\",\"valuePeriod\":{\"start\":\"%s\"}},"
            + "{\"name\":\"description\",\"valueString\":\"Somebody looked at records\"}%s")
        .formatted(name, before, more);
  }

  private Parameters breach(String name, String more) {
    HttpResponse<String> answer = post(parameters(name, more));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return server.parse(Parameters.class, answer.body());
  }

  private HttpResponse<String> post(String parameters) {
    return server.post("/fhir/AuditEvent/$breach", body(parameters));
  }

  private static String body(String parameters) {
    return "{\"resourceType\":\"Parameters\",\"parameter\":[" + parameters + "]}";
  }

  private static int patients(Parameters found) {
    return number(found, "patients");
  }

  private static int number(Parameters found, String name) {
    return ((IntegerType) found.getParameter(name).getValue()).getValue();
  }

  private List<String> listed(Parameters found) {
    return read(ListResource.class, found, "list").getEntry().stream()
        .map(entry -> entry.getItem().getReferenceElement().getIdPart())
        .toList();
  }

  private List<CommunicationRequest> letters(String name, Parameters found) {
    String list = ((Reference) found.getParameter("list").getValue()).getReference();
    return server
        .bean(FhirStore.class)
        .search(CommunicationRequest.class, "subject=Patient/" + id(name), 50)
        .stream()
        .filter(letter -> letter.getAboutFirstRep().getReference().equals(list))
        .toList();
  }

  private <T extends Resource> T read(Class<T> type, Parameters found, String name) {
    String reference = ((Reference) found.getParameter(name).getValue()).getReference();
    return server.parse(type, server.get("/fhir/" + reference).body());
  }

  private HttpResponse<String> get(String path, String token) {
    return server.send(server.request("/fhir/" + path, token));
  }

  private String token() {
    Accounts accounts = server.bean(Accounts.class);
    if (accounts.find(thief).isEmpty()) {
      server.bean(FhirStore.class).save(TestLicence.holder(thief));
      accounts.save(
          new Account(
              thief, thief, Role.STAFF_PHARMACIST, "Practitioner/" + thief, Optional.empty(), true),
          "a long password of a test");
    }
    return server
        .bean(Tokens.class)
        .mint(accounts.find(thief).orElseThrow(), Scopes.parse("openid fhirUser user/*.cruds"));
  }
}

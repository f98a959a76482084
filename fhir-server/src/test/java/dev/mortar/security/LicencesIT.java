package dev.mortar.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mortar.access.Role;
import dev.mortar.access.Scopes;
import dev.mortar.authorization.Account;
import dev.mortar.authorization.Accounts;
import dev.mortar.authorization.Credentialing;
import dev.mortar.authorization.People;
import dev.mortar.authorization.Tokens;
import dev.mortar.ig.Canonicals;
import dev.mortar.security.LicenceProperties.Earlier;
import dev.mortar.server.Await;
import dev.mortar.server.ServerTest;
import dev.mortar.server.TestLicence;
import dev.mortar.server.TestServer;
import dev.mortar.store.FhirStore;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.Practitioner;
import org.hl7.fhir.r4.model.PractitionerRole;
import org.hl7.fhir.r4.model.Task;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Clinical roles need a licence that holds, from the invitation to its end. */
@ServerTest
class LicencesIT {
  private static final Duration A_MINUTE = Duration.ofSeconds(60);

  private final TestServer server;
  private final FhirStore store;
  private final String name = "licensee-" + UUID.randomUUID();
  private final String person = "Practitioner/" + name;

  LicencesIT(TestServer server) {
    this.server = server;
    this.store = server.bean(FhirStore.class);
  }

  @Test
  void aPharmacistIsInvitedWithAnActiveLicenceOnly() {
    isUnlicensed(inviteByOperation(new Practitioner()));
    isUnlicensed(
        inviteByOperation(TestLicence.with(new Practitioner(), LocalDate.now().minusDays(2))));
    Practitioner without = TestLicence.holder("x");
    without.getQualificationFirstRep().setIssuer(null);
    isUnlicensed(inviteByOperation(without));
    assertThat(server.bean(Accounts.class).find(name)).isEmpty();
    assertThat(store.search(Practitioner.class, "family=" + name, 1)).isEmpty();
    HttpResponse<String> today =
        inviteByOperation(TestLicence.with(new Practitioner(), LocalDate.now()));
    assertThat(today.statusCode()).as(today.body()).isEqualTo(200);
  }

  @Test
  void theRoleIsGivenByFhirWithALicenceOnly() {
    save(new Practitioner());
    isUnlicensed(role("POST", "/fhir/PractitionerRole", true));
    String path = "/fhir/PractitionerRole/" + name;
    assertThat(role("PUT", path, false).statusCode()).as("not active").isEqualTo(201);
    isUnlicensed(role("PUT", path, true));
    save(TestLicence.holder(name));
    assertThat(role("PUT", path, true).statusCode()).isEqualTo(200);
    save(new Practitioner());
    HttpResponse<String> kept =
        role("PUT", path, true, ",\"telecom\":[{\"system\":\"phone\",\"value\":\"1\"}]");
    assertThat(kept.statusCode()).as("what they have already").isEqualTo(200);
    assertThat(role("PUT", path, false).statusCode()).isEqualTo(200);
    isUnlicensed(role("PUT", path, true));
  }

  @Test
  void aTransactionMayBringTheLicenceAlong() {
    String bundle =
        """
        {"resourceType":"Bundle","type":"transaction","entry":[
          {"resource":%s,"request":{"method":"PUT","url":"PractitionerRole/%s"}},
          {"resource":%s,"request":{"method":"PUT","url":"%s"}}]}"""
            .formatted(
                roleJson(true, ""),
                name,
                server.fhir().newJsonParser().encodeResourceToString(TestLicence.holder(name)),
                person);
    HttpResponse<String> answer = server.post("/fhir", bundle);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(store.find(PractitionerRole.class, name)).isPresent();
  }

  @Test
  void whoIsLetInAgainOrGetsAClinicalRoleNeedsALicence() {
    account(Role.TECHNICIAN);
    isUnlicensed(api("PUT", "role", ",\"role\":\"staff-pharmacist\""));
    save(TestLicence.holder(name));
    assertThat(api("PUT", "role", ",\"role\":\"staff-pharmacist\"").statusCode()).isEqualTo(204);
    assertThat(server.bean(Accounts.class).find(name).map(Account::role))
        .contains(Role.STAFF_PHARMACIST);
    assertThat(api("POST", "suspend", "").statusCode()).isEqualTo(204);
    save(new Practitioner());
    isUnlicensed(api("POST", "resume", ""));
    isUnlicensed(api("POST", "invitation", ""));
    save(TestLicence.holder(name));
    assertThat(api("POST", "resume", "").statusCode()).isEqualTo(204);
  }

  @Test
  void aLicenceThatEndsTakesEffectWithinAMinuteAndTheSignInSaysSo() throws Exception {
    save(TestLicence.holder(name));
    Account account = account(Role.STAFF_PHARMACIST);
    String token =
        server.bean(Tokens.class).mint(account, Scopes.parse("openid fhirUser user/*.cruds"));
    assertThat(patients(token)).isEqualTo(200);
    save(TestLicence.with(new Practitioner(), LocalDate.now().minusDays(2)));
    Await.until("the token is out", A_MINUTE, () -> patients(token) == 401);
    var browser = new TestBrowser(server);
    assertThat(browser.signedIn(name, TestBrowser.PASSWORD, "")).isFalse();
    assertThat(browser.get("/login?error").body()).contains("needs an active licence");
    save(TestLicence.holder(name));
    assertThat(new TestBrowser(server).signedIn(name, TestBrowser.PASSWORD, "")).isTrue();
  }

  @Test
  void whoWasThereBeforeGoesOnUnlessTheSettingSaysOtherwise() {
    Account account = account(Role.STAFF_PHARMACIST);
    assertThat(server.bean(Credentialing.class).obstacle(account)).isPresent();
    server
        .bean(JdbcClient.class)
        .sql("update smart_account set licence_waived = true where username = ?")
        .param(name)
        .update();
    assertThat(server.bean(Credentialing.class).obstacle(account)).isEmpty();
    assertThat(credentials(Earlier.REFUSE).obstacle(account)).isPresent();
    assertThat(reviews(Clock.systemUTC()).open()).isPositive();
    assertThat(tasks())
        .hasSize(1)
        .allSatisfy(
            task -> assertThat(task.getDescription()).contains("no active licence on record"));
  }

  @Test
  void aManagerIsToldThirtyDaysBeforeALicenceEndsAndOnce() {
    LocalDate last = LocalDate.now().plusDays(200);
    save(TestLicence.with(new Practitioner(), last));
    account(Role.STAFF_PHARMACIST);
    Instant end = last.plusDays(1).atStartOfDay(ZoneOffset.systemDefault()).toInstant();
    reviews(at(end.minus(Duration.ofDays(31)))).open();
    assertThat(tasks()).isEmpty();
    reviews(at(end.minus(Duration.ofDays(30)))).open();
    reviews(at(end.minus(Duration.ofDays(29)))).open();
    assertThat(tasks())
        .hasSize(1)
        .allSatisfy(
            task -> {
              assertThat(task.getDescription()).contains("ends on " + last);
              assertThat(task.getPerformerTypeFirstRep().getCodingFirstRep().getCode())
                  .isEqualTo("manager");
              assertThat(task.getFocus().getReference()).isEqualTo(person);
              assertThat(task.getRestriction().getPeriod().getEnd().toInstant()).isEqualTo(end);
            });
  }

  private static Clock at(Instant now) {
    return Clock.fixed(now, ZoneOffset.UTC);
  }

  private Licences licences(Clock clock) {
    return new Licences(
        new LicenceProperties(List.of("staff-pharmacist"), Earlier.WARN, Duration.ofDays(30)),
        () -> store,
        clock);
  }

  private LicenceReviews reviews(Clock clock) {
    return new LicenceReviews(
        server.bean(People.class), licences(clock), store, Duration.ofDays(30), clock);
  }

  private StaffCredentials credentials(Earlier earlier) {
    return new StaffCredentials(
        () -> store,
        () -> server.bean(People.class),
        licences(Clock.systemUTC()),
        earlier,
        Clock.systemUTC());
  }

  private List<Task> tasks() {
    return store
        .search(Task.class, "code=" + Canonicals.CS_TASK_CODE + "|licence-review", 1000)
        .stream()
        .filter(task -> task.getDescription().contains(name))
        .toList();
  }

  private Account account(Role role) {
    var account = new Account(name, "Licensee", role, person, Optional.empty(), true);
    server.bean(Accounts.class).save(account, TestBrowser.PASSWORD);
    return account;
  }

  private void save(Practitioner practitioner) {
    practitioner.setId(name);
    store.save(practitioner);
  }

  private int patients(String token) {
    return server.send(server.request("/fhir/Patient?_count=1", token)).statusCode();
  }

  private HttpResponse<String> inviteByOperation(Practitioner practitioner) {
    practitioner.setId((String) null);
    practitioner.addName().setFamily(name).addGiven("Test");
    practitioner.addTelecom().setValue("new@example.org");
    return server.post(
        "/fhir/Practitioner/$invite-user",
        """
        {"resourceType":"Parameters","parameter":[
          {"name":"name","valueString":"%s"},{"name":"role","valueCode":"staff-pharmacist"},
          {"name":"reason","valueString":"new"},{"name":"practitioner","resource":%s}]}"""
            .formatted(name, server.fhir().newJsonParser().encodeResourceToString(practitioner)));
  }

  private HttpResponse<String> role(String method, String path, boolean active) {
    return role(method, path, active, "");
  }

  private HttpResponse<String> role(String method, String path, boolean active, String more) {
    return server.send(
        server
            .request(path)
            .header("Content-Type", "application/fhir+json")
            .method(method, BodyPublishers.ofString(roleJson(active, more))));
  }

  private String roleJson(boolean active, String more) {
    return """
        {"resourceType":"PractitionerRole","id":"%s","active":%s,
         "practitioner":{"reference":"%s"},
         "code":[{"coding":[{"system":"%s","code":"staff-pharmacist"}]}]%s}"""
        .formatted(name, active, person, Canonicals.CS_ROLE, more);
  }

  private HttpResponse<String> api(String method, String what, String more) {
    return server.send(
        server
            .request("/api/accounts/" + name + "/" + what)
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString("{\"reason\":\"test\"%s}".formatted(more))));
  }

  private void isUnlicensed(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
    assertThat(
            server.parse(OperationOutcome.class, answer.body()).getIssueFirstRep().getDiagnostics())
        .contains("needs an active licence")
        .contains("qualification with identifier, issuer and a period that covers today");
  }
}

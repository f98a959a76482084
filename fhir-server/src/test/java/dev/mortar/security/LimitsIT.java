package dev.mortar.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mortar.access.Role;
import dev.mortar.access.Scopes;
import dev.mortar.authorization.Account;
import dev.mortar.authorization.Accounts;
import dev.mortar.authorization.People;
import dev.mortar.authorization.Rates;
import dev.mortar.authorization.Tokens;
import dev.mortar.ig.Canonicals;
import dev.mortar.server.Await;
import dev.mortar.server.ServerTest;
import dev.mortar.server.TestServer;
import dev.mortar.store.FhirStore;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.Practitioner;
import org.hl7.fhir.r4.model.PractitionerRole;
import org.hl7.fhir.r4.model.Reference;
import org.junit.jupiter.api.Test;

/** Where even somebody with every right is stopped. */
@ServerTest
class LimitsIT {
  private final TestServer server;

  LimitsIT(TestServer server) {
    this.server = server;
  }

  @Test
  void whoAsksTooOftenIsToldWhenToAskAgain() throws Exception {
    String name = "busy-" + UUID.randomUUID();
    var account =
        new Account(name, "Busy", Role.TECHNICIAN, "Practitioner/" + name, Optional.empty(), true);
    server.bean(Accounts.class).save(account, TestBrowser.PASSWORD);
    Tokens tokens = server.bean(Tokens.class);
    String token = tokens.mint(account, Scopes.parse("user/*.cruds"));
    HttpResponse<String> first = server.send(server.request("/fhir/Patient?_count=1", token));
    assertThat(first.statusCode()).isEqualTo(200);
    assertThat(first.headers().firstValueAsLong("RateLimit-Remaining").orElse(0)).isPositive();
    var refused = new AtomicReference<HttpResponse<String>>(first);
    var busy = new AtomicBoolean(true);
    var caller = tokens.examine(token);
    // Takes whatever is allowed anew, as many requests at once would.
    Thread others =
        Thread.ofPlatform()
            .start(
                () -> {
                  while (busy.get()) {
                    server.bean(Rates.class).of(caller);
                  }
                });
    try {
      Await.until(
          "a request is refused",
          Duration.ofSeconds(60),
          () -> {
            refused.set(server.send(server.request("/fhir/Patient?_count=1", token)));
            return refused.get().statusCode() == 429;
          });
    } finally {
      busy.set(false);
      others.join();
    }
    checkRefused(refused.get());
    assertThat(server.get("/fhir/Patient?_count=1").statusCode()).as("others").isEqualTo(200);
  }

  private void checkRefused(HttpResponse<String> refused) {
    assertThat(refused.headers().firstValueAsLong("Retry-After").orElse(0)).isPositive();
    assertThat(refused.headers().firstValue("Content-Type").orElse("")).contains("fhir+json");
    OperationOutcome outcome = server.parse(OperationOutcome.class, refused.body());
    assertThat(outcome.getIssueFirstRep().getCode()).isEqualTo(IssueType.THROTTLED);
  }

  @Test
  void theLastManagerCanBeNeitherSuspendedNorRevoked() {
    server.token(Role.MANAGER);
    People people = server.bean(People.class);
    List<String> others =
        people.all().stream()
            .filter(account -> account.active() && account.role() == Role.MANAGER)
            .map(Account::username)
            .filter(name -> !name.equals("test-manager"))
            .toList();
    others.forEach(people::suspend);
    try {
      HttpResponse<String> suspended = post("/api/accounts/test-manager/suspend");
      assertThat(suspended.statusCode()).as(suspended.body()).isEqualTo(409);
      assertThat(suspended.body()).contains("OperationOutcome").contains("last manager");
      FhirStore store = server.bean(FhirStore.class);
      var practitioner = new Practitioner();
      practitioner.setId("test-manager");
      store.save(practitioner);
      var role = new PractitionerRole();
      role.setActive(true).setPractitioner(new Reference("Practitioner/test-manager"));
      role.addCode().addCoding().setSystem(Canonicals.CS_ROLE).setCode("manager");
      String id = store.save(role).getIdElement().getIdPart();
      HttpResponse<String> revoked = post("/fhir/PractitionerRole/" + id + "/$revoke");
      assertThat(revoked.statusCode()).as(revoked.body()).isEqualTo(422);
      assertThat(store.find(PractitionerRole.class, id).orElseThrow().getActive()).isTrue();
      server.client().delete().resourceById("PractitionerRole", id).execute();
      assertThat(server.get("/api/accounts").statusCode()).isEqualTo(200);
    } finally {
      others.forEach(people::resume);
    }
  }

  private HttpResponse<String> post(String path) {
    boolean fhir = path.startsWith("/fhir");
    String reason =
        fhir
            ? "{\"resourceType\":\"Parameters\",\"parameter\":[{\"name\":\"reason\",\"valueString\":\"test\"}]}"
            : "{\"reason\":\"test\"}";
    return server.send(
        server
            .request(path)
            .header("Content-Type", fhir ? "application/fhir+json" : "application/json")
            .POST(BodyPublishers.ofString(reason)));
  }
}

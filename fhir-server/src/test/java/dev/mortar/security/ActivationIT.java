package dev.mortar.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mortar.access.Role;
import dev.mortar.access.Scopes;
import dev.mortar.authorization.Account;
import dev.mortar.authorization.Accounts;
import dev.mortar.authorization.People;
import dev.mortar.authorization.Tokens;
import dev.mortar.ig.Canonicals;
import dev.mortar.security.LicenceProperties.Earlier;
import dev.mortar.server.Await;
import dev.mortar.server.ServerTest;
import dev.mortar.server.TestServer;
import dev.mortar.store.FhirStore;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Practitioner;
import org.hl7.fhir.r4.model.PractitionerRole;
import org.hl7.fhir.r4.model.Reference;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** From when and until when somebody may act. */
@ServerTest
class ActivationIT {
  private static final Duration A_MINUTE = Duration.ofSeconds(60);

  private final TestServer server;
  private final FhirStore store;
  private final String name = "timed-" + UUID.randomUUID();

  ActivationIT(TestServer server) {
    this.server = server;
    this.store = server.bean(FhirStore.class);
  }

  @Test
  void anAccountIsInactiveUntilTheRoleBeginsAndEndsWithIt() {
    Account account = account(Role.TECHNICIAN);
    role("technician", "2031-03-01", "2031-03-31", true);
    assertThat(isIn(account, "2031-02-28T23:00:00Z")).isFalse();
    assertThat(isIn(account, "2031-03-01T12:00:00Z")).isTrue();
    assertThat(isIn(account, "2031-03-31T12:00:00Z")).isTrue();
    assertThat(isIn(account, "2031-04-01T12:00:00Z")).isFalse();
    role("admin-staff", "2031-01-01", "2031-12-31", true);
    assertThat(isIn(account, "2031-04-01T12:00:00Z")).as("another role is not this one").isFalse();
    role("technician", "2031-04-01", "2031-12-31", true);
    assertThat(isIn(account, "2031-04-01T12:00:00Z")).as("the next one").isTrue();
  }

  @Test
  void theLastManagerStaysEvenIfTheirRoleHasEnded() {
    Account account = account(Role.MANAGER);
    role("manager", "2031-03-01", "2031-03-31", true);
    server.token(Role.MANAGER);
    assertThat(isIn(account, "2031-04-01T12:00:00Z")).as("there are others").isFalse();
    People people = server.bean(People.class);
    List<String> others =
        people.all().stream()
            .filter(one -> one.active() && one.role() == Role.MANAGER)
            .map(Account::username)
            .filter(one -> !one.equals(name))
            .toList();
    others.forEach(people::suspend);
    try {
      assertThat(isIn(account, "2031-04-01T12:00:00Z")).isTrue();
    } finally {
      others.forEach(people::resume);
      people.suspend(name);
    }
  }

  @Test
  void aRoleThatEndsByFhirEndsTheTokensWithinAMinuteAndOpensNoMoreThanBefore() throws Exception {
    Account account = account(Role.TECHNICIAN);
    String role = role("technician", "2020-01-01", "2090-01-01", true);
    String token =
        server.bean(Tokens.class).mint(account, Scopes.parse("openid fhirUser user/*.cruds"));
    assertThat(patients(token)).isEqualTo(200);
    PractitionerRole stored = store.find(PractitionerRole.class, role).orElseThrow();
    server.client().update().resource(stored.setActive(false)).execute();
    Await.until("the token is out", A_MINUTE, () -> patients(token) == 401);
    var browser = new TestBrowser(server);
    assertThat(browser.signedIn(name, TestBrowser.PASSWORD, "")).isFalse();
    assertThat(browser.get("/login?error").body()).contains("has not begun or has ended");
  }

  @Test
  void whoNeverCameInIsShownAsSuchAndIsInvitedAnew() {
    Account invited =
        new Account(name, "Timed", Role.TECHNICIAN, "Practitioner/x", Optional.empty(), false);
    String first = server.bean(People.class).invite(invited);
    assertThat(shown()).contains("\"state\":\"invited\"");
    server
        .bean(JdbcClient.class)
        .sql("update smart_account set invited_at = ? where username = ?")
        .params(Instant.now().minus(Duration.ofDays(14)).atOffset(ZoneOffset.UTC), name)
        .update();
    assertThat(shown()).contains("\"state\":\"lapsed\"");
    assertThat(act("resume")).isEqualTo(409);
    assertThat(server.bean(Accounts.class).find(name).orElseThrow().active()).isFalse();
    assertThat(act("invitation")).isEqualTo(201);
    assertThat(shown()).contains("\"state\":\"invited\"");
    assertThat(
            new TestBrowser(server).get(first.substring(server.root().toString().length())).body())
        .contains("used or is too old");
    assertThat(act("resume")).isEqualTo(204);
    assertThat(shown()).contains("\"state\":\"active\"");
  }

  private boolean isIn(Account account, String at) {
    Clock clock = Clock.fixed(Instant.parse(at), ZoneOffset.UTC);
    var rules = new LicenceProperties(List.of(), Earlier.WARN, Duration.ofDays(30));
    return new StaffCredentials(
            () -> store,
            () -> server.bean(People.class),
            new Licences(rules, () -> store, clock),
            Earlier.WARN,
            clock)
        .obstacle(account)
        .isEmpty();
  }

  private String shown() {
    String all = server.get("/api/accounts").body();
    int at = all.indexOf("\"" + name + "\"");
    return all.substring(at, all.indexOf('}', at));
  }

  private int act(String what) {
    return server
        .send(
            server
                .request("/api/accounts/" + name + "/" + what)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"reason\":\"test\"}")))
        .statusCode();
  }

  private int patients(String token) {
    return server.send(server.request("/fhir/Patient?_count=1", token)).statusCode();
  }

  private Account account(Role role) {
    var practitioner = new Practitioner();
    practitioner.setId(name);
    store.save(practitioner);
    var account = new Account(name, "Timed", role, "Practitioner/" + name, Optional.empty(), true);
    server.bean(Accounts.class).save(account, TestBrowser.PASSWORD);
    return account;
  }

  private String role(String code, String start, String end, boolean active) {
    var role = new PractitionerRole();
    role.setActive(active).setPractitioner(new Reference("Practitioner/" + name));
    role.addCode().addCoding().setSystem(Canonicals.CS_ROLE).setCode(code);
    role.getPeriod()
        .setStartElement(new DateTimeType(LocalDate.parse(start).toString()))
        .setEndElement(new DateTimeType(LocalDate.parse(end).toString()));
    return store.save(role).getIdElement().getIdPart();
  }
}

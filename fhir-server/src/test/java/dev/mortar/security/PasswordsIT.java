package dev.mortar.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mortar.access.Role;
import dev.mortar.audit.StoredEvents;
import dev.mortar.authorization.Account;
import dev.mortar.authorization.Accounts;
import dev.mortar.server.ServerTest;
import dev.mortar.server.TestServer;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.AuditEvent;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Somebody who signed in changes their own password, over real HTTP. */
@ServerTest
class PasswordsIT {
  private static final String NEXT = "five other words in a row";
  private static final String PAGE = "/login/password";

  private final TestServer server;
  private final TestBrowser browser;
  private final String name = "password-" + UUID.randomUUID();

  PasswordsIT(TestServer server) {
    this.server = server;
    this.browser = new TestBrowser(server);
  }

  @BeforeEach
  void thePersonHasAnAccount() {
    server
        .bean(Accounts.class)
        .save(
            new Account(
                name, "Anna", Role.TECHNICIAN, "Practitioner/" + name, Optional.empty(), true),
            TestBrowser.PASSWORD);
  }

  @Test
  void aNewPasswordHoldsAndNoneOfTheLastIsTakenAgain() {
    assertThat(browser.signedIn(name, TestBrowser.PASSWORD, "")).isTrue();
    assertThat(change("not mine at all", NEXT).body()).contains("until now is not this one");
    assertThat(change(TestBrowser.PASSWORD, TestBrowser.PASSWORD).body()).contains("had this one");
    assertThat(change(TestBrowser.PASSWORD, NEXT).statusCode()).isEqualTo(303);
    assertThat(change(NEXT, TestBrowser.PASSWORD).body()).contains("had this one");
    assertThat(new TestBrowser(server).signedIn(name, TestBrowser.PASSWORD, "")).isFalse();
    assertThat(new TestBrowser(server).signedIn(name, NEXT, "")).isTrue();
  }

  @Test
  void whatAppsHoldEndsWithThePassword() {
    String back = server.root() + "/app/callback";
    String ask = browser.authorize("mortar-web", back, "openid user/*.cruds", Map.of());
    String token =
        TestBrowser.field(
            browser.exchange(browser.signIn(name, ask), "mortar-web", back), "access_token");
    String path = "/fhir/Patient?_count=1";
    assertThat(change(TestBrowser.PASSWORD, NEXT).statusCode()).isEqualTo(303);
    assertThat(server.send(server.request(path, token)).statusCode()).isEqualTo(401);
  }

  @Test
  void eachChangeAndEachTryIsNoted() throws Exception {
    assertThat(browser.signedIn(name, TestBrowser.PASSWORD, "")).isTrue();
    change("not mine at all", NEXT);
    isNewest(2, "4");
    change(TestBrowser.PASSWORD, NEXT);
    isNewest(3, "0");
  }

  @Test
  void whoIsNotSignedInHasNoPage() {
    assertThat(TestBrowser.location(new TestBrowser(server).get(PAGE))).endsWith("/login");
  }

  private void isNewest(int events, String outcome) throws Exception {
    AuditEvent event =
        StoredEvents.by(server, name).counted("a change of the password", events).getFirst();
    assertThat(event.getSubtypeFirstRep().getDisplay())
        .isEqualTo("User Security Attributes Changed");
    assertThat(event.getOutcome().toCode()).isEqualTo(outcome);
    assertThat(event.getEntityFirstRep().getName()).isEqualTo("password");
  }

  private HttpResponse<String> change(String current, String password) {
    Matcher csrf =
        Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"").matcher(browser.get(PAGE).body());
    assertThat(csrf.find()).isTrue();
    return browser.post(
        PAGE,
        Map.of(
            "_csrf", csrf.group(1), "current", current, "password", password, "again", password));
  }
}

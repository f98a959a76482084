package dev.mortar.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mortar.access.Role;
import dev.mortar.server.ServerTest;
import dev.mortar.server.TestServer;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A person from the invitation to the second factor and to the end, over real HTTP. */
@ServerTest
class PeopleIT {
  private static final String PASSWORD = "four words in a row";

  private final TestServer server;
  private final TestBrowser browser;
  private final String name = "person-" + UUID.randomUUID();

  PeopleIT(TestServer server) {
    this.server = server;
    this.browser = new TestBrowser(server);
  }

  @Test
  void anInvitedPersonSetsAPasswordOnceAndSignsIn() {
    String link = invite();
    assertThat(browser.get(link).body()).contains(name);
    assertThat(welcome(link, "password12345", "password12345").body()).contains("easy to guess");
    assertThat(welcome(link, PASSWORD, PASSWORD + "!").body()).contains("not the same");
    assertThat(browser.signedIn(name, PASSWORD, "")).isFalse();
    assertThat(welcome(link, PASSWORD, PASSWORD).body()).contains("Your password is set");
    assertThat(browser.signedIn(name, PASSWORD, "")).isTrue();
    assertThat(welcome(link, PASSWORD, PASSWORD).body()).contains("used or is too old");
    assertThat(browser.get(link).body()).contains("used or is too old");
  }

  @Test
  void onlyTheNewestLinkOfAPersonCounts() {
    String first = invite();
    String second = invite();
    assertThat(browser.get(first).body()).contains("used or is too old");
    assertThat(browser.get(second).body()).contains(name);
  }

  @Test
  void withASecondFactorThePasswordAloneIsNotEnough() throws Exception {
    welcome(invite(), PASSWORD, PASSWORD);
    assertThat(browser.signedIn(name, PASSWORD, "")).isTrue();
    TestFactor factor = TestFactor.enrolledBy(browser, server);
    String recovery = factor.recovery();
    assertThat(new TestBrowser(server).signedIn(name, PASSWORD, "")).isFalse();
    assertThat(new TestBrowser(server).signedIn(name, PASSWORD, "000000")).isFalse();
    assertThat(new TestBrowser(server).signedIn(name, PASSWORD, factor.enrolled()))
        .as("the code that was shown to enrol")
        .isFalse();
    assertThat(new TestBrowser(server).signedIn(name, PASSWORD, recovery)).isTrue();
    assertThat(new TestBrowser(server).signedIn(name, PASSWORD, recovery)).isFalse();
    assertThat(act("DELETE", "second-factor")).isEqualTo(204);
    assertThat(new TestBrowser(server).signedIn(name, PASSWORD, "")).isTrue();
  }

  @Test
  void whoIsSuspendedIsOutWithTheirTokens() {
    welcome(invite(), PASSWORD, PASSWORD);
    String ask =
        browser.authorize(
            "mortar-web", server.root() + "/app/callback", "openid user/*.cruds", Map.of());
    assertThat(browser.signedIn(name, PASSWORD, "")).isTrue();
    HttpResponse<String> token =
        browser.exchange(browser.follow(ask), "mortar-web", server.root() + "/app/callback");
    String bearer = TestBrowser.field(token, "access_token");
    assertThat(bearer).isNotEmpty();
    assertThat(act("POST", "suspend")).isEqualTo(204);
    assertThat(server.send(server.request("/fhir/Patient?_count=1", bearer)).statusCode())
        .isEqualTo(401);
    assertThat(new TestBrowser(server).signedIn(name, PASSWORD, "")).isFalse();
    assertThat(act("POST", "resume")).isEqualTo(204);
    assertThat(new TestBrowser(server).signedIn(name, PASSWORD, "")).isTrue();
  }

  @Test
  void aWrongInvitationIsExplainedAndOnlyAManagerInvites() {
    assertThat(invitation("{\"role\":\"emperor\"}", Role.MANAGER).body()).contains("role");
    assertThat(invitation("{\"role\":\"system-lab\"}", Role.MANAGER).statusCode()).isEqualTo(400);
    assertThat(invitation("{}", Role.STAFF_PHARMACIST).statusCode()).isEqualTo(403);
    assertThat(act("POST", "suspend")).isEqualTo(404);
  }

  private String invite() {
    HttpResponse<String> answer =
        invitation(
            "{\"displayName\":\"A person\",\"role\":\"technician\",\"fhirUser\":\"Practitioner/p\",\"reason\":\"new\"}",
            Role.MANAGER);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    String link = TestBrowser.field(answer, "link");
    assertThat(link).startsWith(server.root() + "/login/welcome?invitation=");
    return link.substring(server.root().toString().length());
  }

  private HttpResponse<String> invitation(String json, Role by) {
    return server.send(
        server
            .request("/api/accounts/" + name + "/invitation", server.token(by))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(json)));
  }

  private int act(String method, String what) {
    return server
        .send(
            server
                .request("/api/accounts/" + name + "/" + what + "?reason=test")
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString("{\"reason\":\"test\"}")))
        .statusCode();
  }

  private HttpResponse<String> welcome(String link, String password, String again) {
    String csrf = TestFactor.csrf(browser.get("/login").body());
    String invitation = link.substring(link.indexOf('=') + 1);
    return browser.post(
        "/login/welcome",
        Map.of("_csrf", csrf, "invitation", invitation, "password", password, "again", again));
  }
}

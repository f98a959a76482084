package dev.mortar.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mortar.access.Role;
import dev.mortar.server.ServerTest;
import dev.mortar.server.TestServer;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Writes that need a second factor are refused with a challenge until the sign-in had one. */
@ServerTest
class StepUpIT {
  private static final String WHO = "stepup-manager";
  private static final String INVOICE = "{\"resourceType\":\"Invoice\",\"status\":\"draft\"}";

  private static final String REASON = "{\"reason\":\"test\"}";

  private final TestServer server;
  private final TestPlaces places;

  StepUpIT(TestServer server) {
    this.server = server;
    this.places = new TestPlaces(server);
    places.account(WHO, Role.MANAGER, "Practitioner/stepup-manager", Optional.empty());
    places.account("stepup-other", Role.TECHNICIAN, "Practitioner/stepup-o", Optional.empty());
  }

  @BeforeEach
  void billsAndStaffNeedASecondFactor() {
    guard("\"finance.write\",\"staff.write\"");
  }

  @AfterEach
  void nothingDoes() {
    guard("");
  }

  @Test
  void withoutASecondFactorTheWriteIsRefusedWithTheChallenge() {
    String token = places.token(WHO);
    challenged(send(token, "POST", "/fhir/Invoice", INVOICE));
    challenged(
        send(
            token,
            "POST",
            "/fhir",
            "{\"resourceType\":\"Bundle\",\"type\":\"transaction\",\"entry\":[{\"resource\":"
                + INVOICE
                + ",\"request\":{\"method\":\"POST\",\"url\":\"Invoice\"}}]}"));
    challenged(send(token, "POST", "/api/accounts/stepup-other/suspend", REASON));
    assertThat(server.send(server.request("/fhir/Invoice?_count=1", token)).statusCode())
        .isEqualTo(200);
    assertThat(server.send(server.request("/api/accounts", token)).statusCode()).isEqualTo(200);
    assertThat(server.send(server.request("/fhir/_history?_count=1", token)).statusCode())
        .isEqualTo(200);
    assertThat(
            send(
                    token,
                    "POST",
                    "/fhir/Task",
                    "{\"resourceType\":\"Task\",\"status\":\"draft\",\"intent\":\"order\"}")
                .statusCode())
        .isEqualTo(201);
    String technician = places.token("stepup-other");
    assertThat(send(technician, "POST", "/fhir/Invoice", INVOICE).headers().map())
        .doesNotContainKey("www-authenticate");
  }

  @Test
  void aSignInWithASecondFactorMayWhatThePasswordAloneMayNot() throws Exception {
    TestBrowser browser = new TestBrowser(server);
    challenged(send(signedIn(browser, ""), "POST", "/fhir/Invoice", INVOICE));
    TestFactor factor = TestFactor.enrolledBy(browser, server);
    try {
      String token = signedIn(new TestBrowser(server), factor.recovery());
      assertThat(send(token, "POST", "/fhir/Invoice", INVOICE).statusCode()).isEqualTo(201);
      assertThat(send(token, "POST", "/api/accounts/stepup-other/resume", REASON).statusCode())
          .isEqualTo(204);
    } finally {
      send(
          server.token(Role.MANAGER),
          "DELETE",
          "/api/accounts/" + WHO + "/second-factor?reason=test",
          "");
    }
  }

  private String signedIn(TestBrowser browser, String code) {
    String back = server.root() + "/app/callback";
    String ask = browser.authorize("mortar-web", back, "openid user/*.cruds", Map.of());
    browser.follow(ask);
    assertThat(browser.signedIn(WHO, TestBrowser.PASSWORD, code)).isTrue();
    return TestBrowser.field(
        browser.exchange(browser.follow(ask), "mortar-web", back), "access_token");
  }

  private static void challenged(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(403);
    assertThat(answer.headers().firstValue("WWW-Authenticate").orElse(""))
        .contains("error=\"insufficient_user_authentication\"", "urn:mortar:acr:2");
    assertThat(answer.body()).contains("OperationOutcome", "second factor");
  }

  private void guard(String permissions) {
    assertThat(
            server
                .send(
                    server
                        .request("/api/accounts/" + WHO + "/access")
                        .header("Content-Type", "application/json")
                        .PUT(
                            BodyPublishers.ofString(
                                "{\"secondFactor\":[%s],\"reason\":\"For the test\"}"
                                    .formatted(permissions))))
                .statusCode())
        .isEqualTo(204);
  }

  private HttpResponse<String> send(String token, String method, String path, String json) {
    return server.send(
        server
            .request(path, token)
            .header("Content-Type", "application/fhir+json")
            .method(method, BodyPublishers.ofString(json)));
  }
}

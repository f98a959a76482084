package dev.mortar.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mortar.access.Role;
import dev.mortar.server.ServerTest;
import dev.mortar.server.TestServer;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** An app that exchanges one refresh token several times at once; only the database decides. */
@ServerTest
class RefreshRaceIT {
  private static final String BACK = "com.example.race:/back";
  private static final int AT_ONCE = 6;
  private static final int ROUNDS = 5;

  private final TestServer server;
  private final String app = "test-race-" + UUID.randomUUID();

  RefreshRaceIT(TestServer server) {
    this.server = server;
  }

  @Test
  void oneOfSeveralWinsAndTheGrantLives() throws Exception {
    server.token(Role.TECHNICIAN);
    register();
    TestBrowser browser = new TestBrowser(server);
    String consent =
        browser.signIn(
            "test-technician",
            browser.authorize(app, BACK, "openid offline_access user/*.rs", Map.of()));
    String back = browser.consent(consent, List.of(), List.of());
    String token = TestBrowser.field(browser.exchange(back, app, BACK), "refresh_token");
    for (int round = 0; round < ROUNDS; round++) {
      List<HttpResponse<String>> all = atOnce(token);
      List<HttpResponse<String>> won =
          all.stream().filter(answer -> answer.statusCode() == 200).toList();
      assertThat(won).as("round " + round).hasSize(1);
      assertThat(all)
          .filteredOn(answer -> answer.statusCode() != 200)
          .allMatch(answer -> answer.statusCode() == 400)
          .allMatch(answer -> answer.body().contains("invalid_grant"));
      String access = TestBrowser.field(won.getFirst(), "access_token");
      assertThat(server.send(server.request("/fhir/Location?_count=1", access)).statusCode())
          .isEqualTo(200);
      token = TestBrowser.field(won.getFirst(), "refresh_token");
    }
  }

  private void register() {
    String json =
        """
        {"name": "Race", "kind": "NATIVE", "redirectUris": ["%s"],
         "scopes": ["openid", "offline_access", "user/*.rs"]}"""
            .formatted(BACK);
    var request =
        server
            .request("/api/clients/" + app)
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofString(json));
    assertThat(server.send(request).statusCode()).isEqualTo(200);
  }

  private List<HttpResponse<String>> atOnce(String token) throws Exception {
    var start = new CountDownLatch(1);
    try (var threads = Executors.newFixedThreadPool(AT_ONCE)) {
      List<Future<HttpResponse<String>>> asked = new ArrayList<>();
      for (int one = 0; one < AT_ONCE; one++) {
        TestBrowser browser = new TestBrowser(server);
        asked.add(
            threads.submit(
                () -> {
                  start.await();
                  return browser.post(
                      "/oauth2/token",
                      Map.of(
                          "grant_type", "refresh_token",
                          "client_id", app,
                          "refresh_token", token));
                }));
      }
      start.countDown();
      List<HttpResponse<String>> answers = new ArrayList<>();
      for (var answer : asked) {
        answers.add(answer.get());
      }
      return answers;
    }
  }
}

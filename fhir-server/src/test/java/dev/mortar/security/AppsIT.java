package dev.mortar.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mortar.access.Role;
import dev.mortar.server.ServerTest;
import dev.mortar.server.TestServer;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Registered apps: from the registration to the token and its end, over real HTTP. */
@ServerTest
class AppsIT {
  private static final String BACK = "com.example.test:/back";
  private static final String PHARMACIST = "test-staff-pharmacist";

  private final TestServer server;
  private final TestBrowser browser;

  /** Its own of each test, so that none has been allowed anything before. */
  private final String app = "test-app-" + UUID.randomUUID();

  AppsIT(TestServer server) {
    this.server = server;
    this.browser = new TestBrowser(server);
  }

  @BeforeEach
  void anAppAndAPatientExist() {
    server.token(Role.STAFF_PHARMACIST);
    server.token(Role.TECHNICIAN);
    assertThat(
            register(
                app,
                """
                {"name": "Test <b>app</b>", "kind": "NATIVE", "redirectUris": ["%s"],
                 "launchUri": "https://app.example/launch", "origins": ["https://app.example"],
                 "scopes": ["openid", "fhirUser", "launch", "launch/patient", "offline_access", "online_access",
                            "user/*.cruds", "patient/*.cruds"]}"""
                    .formatted(BACK)))
        .isEqualTo(200);
    put(
        "Patient/app-one",
        "{\"resourceType\":\"Patient\",\"id\":\"app-one\","
            + "\"name\":[{\"family\":\"Launchworth\",\"given\":[\"Ada\"]}],\"birthDate\":\"1950-01-02\"}");
    put(
        "Patient/app-two",
        "{\"resourceType\":\"Patient\",\"id\":\"app-two\","
            + "\"name\":[{\"family\":\"Launchworth\",\"given\":[\"Bob\"]}]}");
  }

  @Test
  void anAppThatKeepsNoSecretRefreshesAndACopiedTokenEndsItAll() {
    HttpResponse<String> first = granted("openid fhirUser offline_access user/*.rs");
    HttpResponse<String> second = refresh(TestBrowser.field(first, "refresh_token"));
    assertThat(second.statusCode()).as(second.body()).isEqualTo(200);
    assertThat(read("Patient?_count=1", second)).isEqualTo(200);
    HttpResponse<String> third = refresh(TestBrowser.field(second, "refresh_token"));
    assertThat(third.statusCode()).isEqualTo(200);
    assertThat(refresh(TestBrowser.field(first, "refresh_token")).body()).contains("invalid_grant");
    assertThat(refresh(TestBrowser.field(third, "refresh_token")).body()).contains("invalid_grant");
    assertThat(read("Patient?_count=1", third)).isEqualTo(401);
  }

  @Test
  void aRefreshNeverAsksForMore() {
    HttpResponse<String> first = granted("offline_access user/Patient.rs");
    HttpResponse<String> more =
        browser.post(
            "/oauth2/token",
            Map.of(
                "grant_type",
                "refresh_token",
                "client_id",
                app,
                "scope",
                "user/*.cruds",
                "refresh_token",
                TestBrowser.field(first, "refresh_token")));
    assertThat(more.body()).contains("invalid_scope");
  }

  @Test
  void withoutOfflineAccessThereIsNothingToRefresh() {
    assertThat(granted("openid user/*.rs").body()).doesNotContain("refresh_token");
  }

  @Test
  void onlineAccessEndsWithTheSignIn() {
    HttpResponse<String> first = granted("online_access user/*.rs");
    HttpResponse<String> second = refresh(TestBrowser.field(first, "refresh_token"));
    assertThat(second.statusCode()).as(second.body()).isEqualTo(200);
    browser.signOut();
    assertThat(refresh(TestBrowser.field(second, "refresh_token")).body())
        .contains("invalid_grant");
    assertThat(read("Patient?_count=1", second)).isEqualTo(401);
  }

  @Test
  void thePersonTakesAScopeOut() {
    String page = browser.signIn(PHARMACIST, ask("user/Patient.rs user/Observation.rs"));
    HttpResponse<String> token =
        token(browser.consent(page, List.of("user/Observation.rs"), List.of()));
    assertThat(TestBrowser.scopes(token)).containsExactly("user/Patient.rs");
    assertThat(read("Patient?_count=1", token)).isEqualTo(200);
    assertThat(read("Observation?_count=1", token)).isEqualTo(403);
  }

  @Test
  void theConsentPageShowsTextAsTextAndTakesNoScopeThatWasNotAskedFor() {
    String page = browser.signIn(PHARMACIST, ask("user/Patient.rs"));
    String html = browser.get(page.substring(server.root().toString().length())).body();
    assertThat(html).contains("Test &lt;b&gt;app").doesNotContain("<b>app");
    assertThat(browser.consent(page, List.of(), List.of("user/*.cruds")))
        .startsWith(BACK)
        .contains("error=invalid_scope");
  }

  @Test
  void whoAllowsNothingSendsTheAppBackWithoutACode() {
    String page = browser.signIn(PHARMACIST, ask("user/Patient.rs"));
    assertThat(browser.consent(page, List.of("user/Patient.rs"), List.of()))
        .startsWith(BACK)
        .contains("error=access_denied");
  }

  @Test
  void anAppWithoutAPatientLetsThePersonChooseOne() {
    String picker = browser.signIn(PHARMACIST, ask("launch/patient patient/*.rs"));
    HttpResponse<String> token =
        token(browser.consent(browser.choose(picker, "Launchw", "app-one"), List.of(), List.of()));
    assertThat(TestBrowser.field(token, "patient")).isEqualTo("app-one");
    assertThat(read("Patient/app-one", token)).isEqualTo(200);
    assertThat(read("Patient/app-two", token)).isEqualTo(403);
  }

  @Test
  void aPageOpensAnAppWithWhatItShows() {
    HttpResponse<String> launch =
        launch(
            "{\"client\":\"%s\",\"patient\":\"app-two\",\"encounter\":\"e1\",\"context\":[\"Task/t1\"],\"intent\":\"review\"}"
                .formatted(app));
    assertThat(launch.statusCode()).as(launch.body()).isEqualTo(201);
    assertThat(launch.body()).contains("https://app.example/launch?iss=");
    String handle = TestBrowser.field(launch, "launch");
    String ask = ask("launch patient/*.rs offline_access", Map.of("launch", handle));
    String page = browser.signIn(PHARMACIST, ask);
    HttpResponse<String> token = token(browser.consent(page, List.of(), List.of()));
    assertThat(TestBrowser.field(token, "patient")).isEqualTo("app-two");
    assertThat(token.body())
        .contains("\"encounter\":\"e1\"")
        .contains("\"need_patient_banner\":true")
        .contains("smart_style_url")
        .contains("\"intent\":\"review\"")
        .contains("\"reference\":\"Task/t1\"");
    assertThat(TestBrowser.field(refresh(TestBrowser.field(token, "refresh_token")), "patient"))
        .isEqualTo("app-two");
    assertThat(browser.follow(ask)).contains("error=invalid_request");
  }

  @Test
  void aLaunchIsForThePersonWhoPreparedIt() {
    String handle =
        TestBrowser.field(
            launch("{\"client\":\"%s\",\"patient\":\"app-one\"}".formatted(app)), "launch");
    String ask = ask("launch patient/*.rs", Map.of("launch", handle));
    server.token(Role.MANAGER);
    assertThat(browser.signIn("test-manager", ask)).contains("error=invalid_request");
  }

  @ParameterizedTest(name = "{0}={1} {2}")
  @CsvSource({
    "aud, '', invalid_request",
    "aud, https://evil.example/fhir, invalid_request",
    "code_challenge, '', invalid_request",
    "code_challenge_method, plain, invalid_request",
    "scope, launch user/*.rs, invalid_request",
    "scope, user/Observation.rs?code:in=x, invalid_scope",
    "scope, user/*.rs?category=laboratory, invalid_scope",
    "scope, user/*.rs system/*.rs, invalid_scope"
  })
  void aWrongRequestGoesBackWithTheReason(String name, String value, String error) {
    HttpResponse<String> answer = browser.get(ask("user/*.rs", Map.of(name, value)));
    assertThat(TestBrowser.location(answer)).startsWith(BACK).contains("error=" + error);
  }

  @Test
  void theRequestMayComeByPost() {
    String ask = ask("user/*.rs");
    HttpResponse<String> answer =
        browser.post("/oauth2/authorize", ask.substring(ask.indexOf('?') + 1));
    assertThat(TestBrowser.location(answer)).endsWith("/login");
  }

  @Test
  void whatIsRevokedIsWorthNothing() {
    HttpResponse<String> token = granted("offline_access user/*.rs");
    HttpResponse<String> revoked =
        browser.post(
            "/oauth2/revoke",
            Map.of("client_id", app, "token", TestBrowser.field(token, "refresh_token")));
    assertThat(revoked.statusCode()).isEqualTo(200);
    assertThat(read("Patient?_count=1", token)).isEqualTo(401);
    assertThat(refresh(TestBrowser.field(token, "refresh_token")).body()).contains("invalid_grant");
  }

  @Test
  void anAppOfAManagerIsNoManager() {
    String page = browser.signIn("test-manager", ask("user/*.cruds"));
    HttpResponse<String> token = token(browser.consent(page, List.of(), List.of()));
    String bearer = TestBrowser.field(token, "access_token");
    assertThat(server.send(server.request("/api/clients", bearer)).statusCode()).isEqualTo(403);
    assertThat(server.send(server.request("/fhir/Patient?_count=1", bearer)).statusCode())
        .isEqualTo(200);
  }

  @Test
  void aWrongRegistrationIsExplained() {
    String wrong =
        "{\"name\":\"x\",\"kind\":\"PUBLIC\",\"redirectUris\":[\"http://evil.example\"]}";
    HttpResponse<String> answer =
        server.send(server.request("/api/clients/wrong-app").PUT(BodyPublishers.ofString(wrong)));
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("OperationOutcome").contains("redirectUris");
    assertThat(server.get("/api/clients/no-such").statusCode()).isEqualTo(404);
  }

  @Test
  void anAppThatIsTakenOutEndsWithItsTokens() {
    HttpResponse<String> token = granted("user/*.rs");
    assertThat(server.send(server.request("/api/clients/" + app).DELETE()).statusCode())
        .isEqualTo(204);
    assertThat(read("Patient?_count=1", token)).isEqualTo(401);
    assertThat(browser.get(ask("user/*.rs")).statusCode()).isEqualTo(400);
  }

  private HttpResponse<String> granted(String scope) {
    return token(browser.consent(browser.signIn(PHARMACIST, ask(scope)), List.of(), List.of()));
  }

  private HttpResponse<String> token(String back) {
    HttpResponse<String> token = browser.exchange(back, app, BACK);
    assertThat(token.statusCode()).as(token.body()).isEqualTo(200);
    return token;
  }

  private String ask(String scope) {
    return ask(scope, Map.of());
  }

  private String ask(String scope, Map<String, String> changes) {
    return browser.authorize(app, BACK, scope, changes);
  }

  private HttpResponse<String> refresh(String token) {
    return browser.post(
        "/oauth2/token",
        Map.of("grant_type", "refresh_token", "client_id", app, "refresh_token", token));
  }

  private int read(String address, HttpResponse<String> token) {
    String bearer = TestBrowser.field(token, "access_token");
    return server.send(server.request("/fhir/" + address, bearer)).statusCode();
  }

  private HttpResponse<String> launch(String json) {
    return server.send(
        server
            .request("/api/launches", server.token(Role.STAFF_PHARMACIST))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(json)));
  }

  private int register(String id, String json) {
    return server
        .send(server.request("/api/clients/" + id).PUT(BodyPublishers.ofString(json)))
        .statusCode();
  }

  private void put(String address, String json) {
    assertThat(
            server
                .send(
                    server
                        .request("/fhir/" + address)
                        .header("Content-Type", "application/fhir+json")
                        .PUT(BodyPublishers.ofString(json)))
                .statusCode())
        .isLessThan(300);
  }
}

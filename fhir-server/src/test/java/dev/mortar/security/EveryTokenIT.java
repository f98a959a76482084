package dev.mortar.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mortar.access.Role;
import dev.mortar.audit.StoredEvents;
import dev.mortar.authorization.Account;
import dev.mortar.authorization.Accounts;
import dev.mortar.server.ServerTest;
import dev.mortar.server.TestServer;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.hl7.fhir.r4.model.AuditEvent;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Counts the audit events of a sign-in and of an app's tokens, from the first try to the end. */
@ServerTest
class EveryTokenIT {
  private static final String BACK = "com.example.test:/back";
  private static final String NOBODY = "";

  private final TestServer server;
  private final TestBrowser browser;
  private final String person = "noted-" + UUID.randomUUID();
  private final String app = "noted-app-" + UUID.randomUUID();
  private int ofPerson;
  private int ofApp;

  EveryTokenIT(TestServer server) {
    this.server = server;
    this.browser = new TestBrowser(server);
  }

  @BeforeEach
  void thePersonAndTheAppExist() {
    server
        .bean(Accounts.class)
        .save(
            new Account(
                person, "Noted", Role.TECHNICIAN, "Practitioner/noted", Optional.empty(), true),
            TestBrowser.PASSWORD);
    HttpResponse<String> registered =
        server.send(
            server
                .request("/api/clients/" + app)
                .PUT(
                    BodyPublishers.ofString(
                        """
                        {"name": "Noted", "kind": "NATIVE", "redirectUris": ["%s"],
                         "scopes": ["openid", "offline_access", "user/*.cruds"]}"""
                            .formatted(BACK))));
    assertThat(registered.statusCode()).as(registered.body()).isEqualTo(200);
  }

  @Test
  void eachStepLeavesOneEvent() throws Exception {
    assertThat(browser.signedIn(person, "a wrong password", "")).isFalse();
    ofPerson("110122", "4");
    String page =
        browser.signIn(
            person,
            browser.authorize(app, BACK, "openid offline_access user/Patient.rs", Map.of()));
    ofPerson("110122", "0");
    String back = browser.consent(page, List.of(), List.of());
    ofPerson("authorization", "0");
    HttpResponse<String> first = browser.exchange(back, app, BACK);
    ofApp("token", "0");
    assertThat(browser.exchange(back, app, BACK).statusCode()).isEqualTo(400);
    ofApp("token", "4");
    HttpResponse<String> granted = again(page);
    String token = TestBrowser.field(granted, "access_token");
    String refresh = TestBrowser.field(granted, "refresh_token");
    assertThat(TestBrowser.field(first, "access_token")).isNotEqualTo(token);
    assertThat(server.send(server.request("/userinfo", token)).statusCode()).isEqualTo(200);
    ofPerson("identity", "0");
    asked("/oauth2/introspect", Map.of("client_id", app, "token", token), token);
    ofApp("introspection", "0");
    asked("/oauth2/token", refresh(refresh), NOBODY);
    ofApp("token", "0");
    asked("/oauth2/token", refresh("no refresh token"), NOBODY);
    ofApp("token", "4");
    HttpResponse<String> revoked =
        asked("/oauth2/revoke", Map.of("client_id", app, "token", token), NOBODY);
    ofApp("revocation", revoked.statusCode() == 200 ? "0" : "4");
    browser.signOut();
    ofPerson("110123", "0");
  }

  /** The person has allowed the app before, and is still signed in. */
  private HttpResponse<String> again(String page) throws Exception {
    assertThat(page).contains(app);
    String back =
        browser.follow(
            server.root()
                + browser.authorize(app, BACK, "openid offline_access user/Patient.rs", Map.of()));
    if (back.contains("/oauth2/consent")) {
      back = browser.consent(back, List.of(), List.of());
    }
    ofPerson("authorization", "0");
    HttpResponse<String> token = browser.exchange(back, app, BACK);
    assertThat(token.statusCode()).as(token.body()).isEqualTo(200);
    ofApp("token", "0");
    return token;
  }

  private Map<String, String> refresh(String token) {
    return Map.of("grant_type", "refresh_token", "client_id", app, "refresh_token", token);
  }

  private HttpResponse<String> asked(String path, Map<String, String> fields, String bearer) {
    var request =
        server
            .anonymous(path)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(TestBrowser.form(fields)));
    if (!bearer.isEmpty()) {
      request.header("Authorization", "Bearer " + bearer);
    }
    return server.send(request);
  }

  private void ofPerson(String subtype, String outcome) throws Exception {
    ofPerson++;
    check(StoredEvents.by(server, person).counted("of the person", ofPerson), subtype, outcome);
    assertThat(StoredEvents.by(server, app).all()).hasSize(ofApp);
  }

  private void ofApp(String subtype, String outcome) throws Exception {
    ofApp++;
    check(StoredEvents.by(server, app).counted("of the app", ofApp), subtype, outcome);
    assertThat(StoredEvents.by(server, person).all()).hasSize(ofPerson);
  }

  private static void check(List<AuditEvent> events, String subtype, String outcome) {
    assertThat(events.getFirst().getSubtypeFirstRep().getCode()).isEqualTo(subtype);
    assertThat(events.getFirst().getOutcome().toCode()).isEqualTo(outcome);
    assertThat(events.getFirst().getAgentFirstRep().getNetwork().getAddress())
        .isEqualTo("127.0.0.1");
  }
}

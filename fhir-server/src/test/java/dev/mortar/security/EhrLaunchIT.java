package dev.mortar.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.util.JSONObjectUtils;
import dev.mortar.access.Role;
import dev.mortar.server.ServerTest;
import dev.mortar.server.TestServer;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Launches from an EHR with a real authorization server, which is the server under test itself: the
 * pharmacist is signed in there, and here they are whom a manager linked.
 */
@ServerTest
class EhrLaunchIT {
  private static final String CLIENT = "test-ehr-client";
  private static final String THERE = "test-staff-pharmacist";
  private static final String HERE = "test-technician";

  private final TestServer server;
  private final TestBrowser browser;
  private final String patient = "ehr-" + UUID.randomUUID();

  EhrLaunchIT(TestServer server) {
    this.server = server;
    this.browser = new TestBrowser(server);
  }

  @BeforeEach
  void theEhrKnowsUsByOurKeysAndAPatientExists() {
    server.token(Role.STAFF_PHARMACIST);
    server.token(Role.TECHNICIAN);
    Map<String, Object> client = new HashMap<>();
    client.put("name", "Mortar");
    client.put("kind", "CONFIDENTIAL");
    client.put("redirectUris", List.of(server.root() + "/ehr/callback"));
    client.put("launchUri", server.root() + "/ehr/launch");
    client.put(
        "scopes", List.of("openid", "fhirUser", "launch", "launch/patient", "patient/Patient.rs"));
    client.put("jwks", server.send(server.anonymous("/.well-known/jwks.json")).body());
    put("/api/clients/" + CLIENT, JSONObjectUtils.toJSONString(client), 200);
    put(
        "/fhir/Patient/" + patient,
        """
        {"resourceType": "Patient", "id": "%s", "name": [{"family": "Ehrlich"}],
         "identifier": [{"system": "https://ehr.example/mrn", "value": "a,b|%s"}]}"""
            .formatted(patient, patient),
        201);
    unlink();
  }

  @Test
  void whoIsLinkedIsSignedInAndSeesThePatientWhoWasOpenThere() {
    link("Practitioner/" + THERE);
    String back = launched();
    HttpResponse<String> answer = browser.get(local(back));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(302);
    String arrived = TestBrowser.location(answer);
    assertThat(arrived).isEqualTo("/ehr/arrived");
    assertThat(browser.follow(server.root() + arrived)).isEqualTo("/app/patients/" + patient);
    assertThat(signedIn()).isEqualTo("Practitioner/" + HERE);
    assertThat(sealed("smart_ehr_session")).isNotEmpty().allMatch(one -> one.startsWith("sealed:"));
    assertThat(sealed("smart_ehr_key")).hasSize(2).allMatch(one -> one.startsWith("sealed:"));
    browser.signOut();
    assertThat(mine()).isZero();
  }

  @Test
  void whoIsNotLinkedSignsInHereAsEverAndNobodyGetsAnAccount() {
    String arrived = browser.follow(launched());
    // The EHR and we are one server here, so the sign-in there is one here.
    assertThat(browser.follow(server.root() + arrived)).isEqualTo("/app/patients/" + patient);
    assertThat(signedIn()).isEqualTo("Practitioner/" + THERE);
    link("Practitioner/somebody-else");
    TestBrowser other = new TestBrowser(server);
    assertThat(other.follow(server.root() + "/ehr/arrived")).endsWith("/login");
  }

  @Test
  void whoStartsHereChoosesThePatientThere() {
    link("Practitioner/" + THERE);
    String picker =
        browser.signIn(THERE, local(browser.follow(server.root() + "/ehr/launch?iss=" + iss())));
    String consent = browser.choose(picker, "Ehrlich", patient);
    String arrived = browser.follow(allowed(consent));
    assertThat(browser.follow(server.root() + arrived)).isEqualTo("/app/patients/" + patient);
  }

  @Test
  void anEhrThatIsNotRegisteredIsRefusedOnAPageThatSaysSo() {
    for (String iss :
        List.of("https://evil.example/fhir", "http://169.254.169.254/", "", iss() + "/../x")) {
      HttpResponse<String> answer = browser.get("/ehr/launch?launch=x&iss=" + encoded(iss));
      assertThat(answer.statusCode()).as(iss).isEqualTo(400);
      assertThat(answer.headers().firstValue("Location")).isEmpty();
      assertThat(answer.body()).contains("This EHR is not registered here.").contains("<h1>");
      assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
          .contains("default-src 'none'");
    }
    assertThat(browser.get("/ehr/launch?iss=%3Cscript%3E").body()).doesNotContain("<script>");
  }

  @Test
  void anAnswerWorksOnceAndOnlyInTheBrowserThatWasSent() {
    String back = launched();
    HttpResponse<String> stolen = new TestBrowser(server).get(local(back));
    assertThat(stolen.statusCode()).isEqualTo(400);
    assertThat(stolen.body()).contains("not begun in this browser");
    assertThat(browser.follow(back)).isEqualTo("/ehr/arrived");
    HttpResponse<String> replayed = browser.get(local(back));
    assertThat(replayed.statusCode()).isEqualTo(400);
    assertThat(replayed.headers().firstValue("Location")).isEmpty();
  }

  @Test
  void aCodeOfAnotherSignInIsWorthNothing() {
    String theirs = launched();
    TestBrowser victim = new TestBrowser(server);
    String authorize = victim.follow(server.root() + "/ehr/launch?iss=" + iss());
    String state = parameter(authorize, "state");
    HttpResponse<String> answer =
        victim.get("/ehr/callback?state=" + state + "&code=" + parameter(theirs, "code"));
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("invalid_grant");
    assertThat(victim.follow(server.root() + "/ehr/arrived")).endsWith("/login");
  }

  @Test
  void anAnswerOfAnotherIssuerOrWithAnErrorIsRefused() {
    String authorize = browser.follow(server.root() + "/ehr/launch?iss=" + iss());
    HttpResponse<String> mixed =
        browser.get(
            "/ehr/callback?code=c&iss=https%3A%2F%2Fother.example&state="
                + parameter(authorize, "state"));
    assertThat(mixed.statusCode()).isEqualTo(400);
    assertThat(mixed.body()).contains("Another EHR answered");
    String denied = browser.follow(server.root() + "/ehr/launch?iss=" + iss());
    HttpResponse<String> refused =
        browser.get(
            "/ehr/callback?error=access_denied&redirect_uri=https%3A%2F%2Fevil.example&state="
                + parameter(denied, "state"));
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.headers().firstValue("Location")).isEmpty();
    assertThat(browser.get("/ehr/callback").statusCode()).isEqualTo(400);
  }

  @Test
  void anAnswerThatIsRefusedLeavesAnAuditEvent() throws Exception {
    String authorize = browser.follow(server.root() + "/ehr/launch?iss=" + iss());
    String state = parameter(authorize, "state");
    assertThat(browser.get("/ehr/callback?code=nobodys&state=" + state).statusCode())
        .isEqualTo(400);
    TestTrail.isNoted(server, "(unknown)", "4", "invalid_grant", "ehr");
  }

  @Test
  void oneLinkOfSeveralIsTakenOut() {
    link("Practitioner/1");
    link("Practitioner/2");
    String path = "/api/accounts/" + HERE + "/ehr";
    String first = encoded(server.fhirBase() + "/Practitioner/1");
    String one = path + "?iss=" + encoded(server.fhirBase()) + "&reason=test&fhirUser=" + first;
    assertThat(server.send(server.request(one).DELETE()).statusCode()).isEqualTo(204);
    assertThat(server.get(path).body()).contains("Practitioner/2").doesNotContain("Practitioner/1");
    assertThat(server.send(server.request(one).DELETE()).statusCode()).isEqualTo(404);
    assertThat(server.send(server.request(path + "?iss=x").DELETE()).statusCode()).isEqualTo(400);
    assertThat(server.get("/api/ehr").body()).contains(server.fhirBase());
  }

  @Test
  void onlyAManagerLinksAndOnlyToARegisteredEhr() {
    String path = "/api/accounts/" + HERE + "/ehr";
    String body =
        "{\"iss\":\"%s\",\"fhirUser\":\"Practitioner/1\",\"reason\":\"test\"}"
            .formatted(server.fhirBase());
    assertThat(
            server
                .send(
                    server
                        .request(path, server.token(Role.STAFF_PHARMACIST))
                        .header("Content-Type", "application/json")
                        .PUT(BodyPublishers.ofString(body)))
                .statusCode())
        .isEqualTo(403);
    put(
        path,
        "{\"iss\":\"https://evil.example\",\"fhirUser\":\"Practitioner/1\",\"reason\":\"test\"}",
        400);
    put(path, "{\"iss\":\"%s\",\"fhirUser\":\"me\"}".formatted(server.fhirBase()), 400);
    put(path, body, 204);
    assertThat(server.get(path).body()).contains(server.fhirBase() + "/Practitioner/1");
    put("/api/accounts/test-staff-pharmacist/ehr", body, 204);
    assertThat(server.get(path).body()).isEqualTo("[]");
  }

  @Test
  void ourKeysArePublishedWithoutTheirPrivateHalves() {
    HttpResponse<String> keys = server.send(server.anonymous("/.well-known/jwks.json"));
    assertThat(keys.body()).contains("ES384").contains("RS384").doesNotContain("\"d\"");
    assertThat(keys.headers().firstValue("Cache-Control").orElse("")).contains("max-age");
    assertThat(server.get("/api/ehr/keys").body()).contains("-----BEGIN PUBLIC KEY-----");
    assertThat(server.send(server.anonymous("/api/ehr/keys")).statusCode()).isEqualTo(401);
  }

  /** Opens us from the EHR, signs in and consents there, and returns where that leads. */
  private String launched() {
    HttpResponse<String> launch =
        server.send(
            server
                .request("/api/launches", server.token(Role.STAFF_PHARMACIST))
                .header("Content-Type", "application/json")
                .POST(
                    BodyPublishers.ofString(
                        "{\"client\":\"%s\",\"patient\":\"%s\"}".formatted(CLIENT, patient))));
    assertThat(launch.statusCode()).as(launch.body()).isEqualTo(201);
    String authorize = browser.follow(TestBrowser.field(launch, "url"));
    String back = allowed(browser.signIn(THERE, local(authorize)));
    assertThat(back).startsWith(server.root() + "/ehr/callback?code=");
    return back;
  }

  /** The EHR asks a person once. */
  private String allowed(String page) {
    return page.contains("/oauth2/consent") ? browser.consent(page, List.of(), List.of()) : page;
  }

  /** As whom our own pages sign in now. */
  private String signedIn() {
    String redirect = server.root() + "/app/callback";
    String back =
        browser.follow(
            server.root()
                + browser.authorize("mortar-web", redirect, "openid user/*.cruds", Map.of()));
    String token =
        TestBrowser.field(browser.exchange(back, "mortar-web", redirect), "access_token");
    return TestBrowser.field(server.send(server.request("/api/me", token)), "fhirUser");
  }

  private void link(String fhirUser) {
    put(
        "/api/accounts/" + HERE + "/ehr",
        "{\"iss\":\"%s\",\"fhirUser\":\"%s\",\"reason\":\"test\"}"
            .formatted(server.fhirBase(), fhirUser),
        204);
  }

  private void unlink() {
    for (String name : List.of(HERE, THERE)) {
      server.send(server.request("/api/accounts/" + name + "/ehr?reason=test").DELETE());
    }
  }

  private List<String> sealed(String table) {
    return server
        .bean(JdbcClient.class)
        .sql("select sealed from " + table)
        .query(String.class)
        .list();
  }

  private int mine() {
    return server
        .bean(JdbcClient.class)
        .sql("select count(*) from smart_ehr_session where username = ?")
        .param(HERE)
        .query(Integer.class)
        .single();
  }

  private void put(String path, String json, int status) {
    HttpResponse<String> answer =
        server.send(
            server
                .request(path)
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(json)));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
  }

  private String iss() {
    return server.fhirBase();
  }

  private static String local(String address) {
    URI uri = URI.create(address);
    return uri.getRawPath() + "?" + uri.getRawQuery();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static String parameter(String address, String name) {
    Matcher value = Pattern.compile("[?&]" + name + "=([^&]+)").matcher(address);
    assertThat(value.find()).as(address).isTrue();
    return value.group(1);
  }
}

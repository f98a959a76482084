package dev.mortar.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mortar.access.Role;
import dev.mortar.server.ServerTest;
import dev.mortar.server.TestServer;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What somebody tries at the authorization server who has a part of what is needed. */
@ServerTest
class GrantAttacksIT {
  private static final String BACK = "https://grants.example/back";
  private static final String SCOPE = "user/Patient.rs offline_access";

  private final TestServer server;
  private final TestBrowser browser;
  private final String app = "test-grants-" + UUID.randomUUID();
  private final String other = app + "-other";
  private String secret = "";
  private String otherSecret = "";

  GrantAttacksIT(TestServer server) {
    this.server = server;
    this.browser = new TestBrowser(server);
  }

  @BeforeEach
  void twoAppsThatKeepSecrets() {
    server.token(Role.STAFF_PHARMACIST);
    secret = register(app);
    otherSecret = register(other);
  }

  @Test
  void theHonestExchangeThatTheOthersAreMadeOfWorks() {
    assertThat(exchange(code(Map.of()), Map.of()).statusCode()).isEqualTo(200);
  }

  @Test
  void aRefreshTokenIsNoAccessToken() {
    HttpResponse<String> granted = exchange(code(Map.of()), Map.of());
    String refresh = TestBrowser.field(granted, "refresh_token");
    assertThat(refresh).isNotEmpty();
    assertThat(server.send(server.request("/fhir/Patient?_count=1", refresh)).statusCode())
        .isEqualTo(401);
  }

  @ParameterizedTest
  @CsvSource({"code_challenge, ''", "code_challenge_method, plain", "code_challenge_method, ''"})
  void aClientWithASecretNeedsAProofKeyToo(String name, String value) {
    HttpResponse<String> answer =
        browser.get(browser.authorize(app, BACK, SCOPE, Map.of(name, value)));
    assertThat(TestBrowser.location(answer)).startsWith(BACK).contains("error=invalid_request");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 42, 129, 4000})
  void aVerifierOfAnyOtherLengthIsNone(int length) {
    String verifier = "v".repeat(length);
    String code = code(Map.of("code_challenge", challenge(verifier)));
    HttpResponse<String> answer = exchange(code, Map.of("code_verifier", verifier));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    assertThat(answer.body()).contains("invalid_").doesNotContain("access_token");
  }

  @Test
  void aCodeIsForTheClientThatAskedForIt() {
    String code = code(Map.of());
    HttpResponse<String> stolen = post(other, otherSecret, form(code, Map.of()));
    assertThat(stolen.statusCode()).isEqualTo(400);
    assertThat(stolen.body()).contains("invalid_grant");
  }

  @Test
  void aCodeEndsWithItsMinute() {
    String code = code(Map.of());
    OffsetDateTime now = OffsetDateTime.now(ZoneOffset.UTC);
    int aged =
        server
            .bean(JdbcClient.class)
            .sql(
                "update oauth2_authorization set authorization_code_issued_at = ?,"
                    + " authorization_code_expires_at = ? where authorization_code_value = ?")
            .params(
                now.minusSeconds(62), now.minusSeconds(2), "hash:" + SealedGrantsIT.sha256(code))
            .update();
    assertThat(aged).isEqualTo(1);
    assertThat(exchange(code, Map.of()).body()).contains("invalid_grant");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "https://grants.example/back/", "https://evil.example/back"})
  void theRedirectAddressMustBeTheSameAgain(String redirect) {
    HttpResponse<String> answer = exchange(code(Map.of()), Map.of("redirect_uri", redirect));
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("invalid_grant");
  }

  @ParameterizedTest
  @ValueSource(strings = {"client_id", "redirect_uri", "scope", "state", "code_challenge", "aud"})
  void nothingIsSaidTwice(String name) {
    String twice =
        browser.authorize(app, BACK, SCOPE, Map.of())
            + "&"
            + name
            + "="
            + (name.equals("client_id") ? other : "https://evil.example");
    HttpResponse<String> answer = browser.get(twice);
    String location = TestBrowser.location(answer);
    assertThat(answer.statusCode() == 400 || location.contains("error=")).as(location).isTrue();
    assertThat(location).doesNotStartWith("https://evil.example");
  }

  @Test
  void aCodeGivenTwiceIsRefused() {
    String form = form(code(Map.of()), Map.of());
    assertThat(post(app, secret, form + "&code=another").body()).contains("invalid_request");
  }

  @Test
  void aSecretInTheAddressIsNoSecret() {
    String query = "?client_id=" + app + "&client_secret=" + secret;
    String form =
        form(code(Map.of()), Map.of()).replaceFirst("client_id=[^&]*&?", "").replace("&&", "&");
    HttpResponse<String> answer = browser.post("/oauth2/token" + query, form);
    assertThat(answer.body()).doesNotContain("access_token");
    assertThat(answer.statusCode()).isBetween(400, 401);
  }

  @Test
  void onlyAClientThatProvesItselfLooksIntoATokenOrEndsIt() {
    String token = TestBrowser.field(exchange(code(Map.of()), Map.of()), "access_token");
    for (String address : List.of("/oauth2/introspect", "/oauth2/revoke")) {
      String foreign = "token=" + token + "&client_id=mortar-web";
      assertThat(browser.post(address, "token=" + token).body()).doesNotContain("active\":true");
      assertThat(browser.post(address, foreign).body()).doesNotContain("active\":true");
      assertThat(post(address, app, "wrong", "token=" + token).statusCode()).isEqualTo(401);
    }
    assertThat(server.send(server.request("/fhir/Patient?_count=1", token)).statusCode())
        .isEqualTo(200);
    assertThat(post("/oauth2/introspect", app, secret, "token=" + token).body())
        .contains("\"active\":true");
    assertThat(post("/oauth2/revoke", other, otherSecret, "token=" + token).statusCode())
        .isEqualTo(400);
    assertThat(server.send(server.request("/fhir/Patient?_count=1", token)).statusCode())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/connect/register", "/oauth2/register", "/register", "/api/clients/self-made"})
  void nobodyRegistersThemselves(String address) {
    String json =
        "{\"client_name\":\"x\",\"name\":\"x\",\"kind\":\"PUBLIC\",\"scopes\":[\"user/*.rs\"],"
            + "\"redirect_uris\":[\"https://evil.example\"],\"redirectUris\":[\"https://evil.example/\"],"
            + "\"logo_uri\":\"http://127.0.0.1:1/logo\"}";
    for (String method : List.of("POST", "PUT")) {
      HttpResponse<String> answer =
          server.send(
              server
                  .anonymous(address)
                  .header("Content-Type", "application/json")
                  .method(method, BodyPublishers.ofString(json)));
      assertThat(answer.statusCode()).as(address).isIn(302, 401, 403, 404, 405);
    }
    assertThat(server.get("/api/clients").body()).doesNotContain("evil.example");
  }

  @Test
  void aPasswordOpensNoResource() {
    String basic =
        Base64.getEncoder()
            .encodeToString(
                ("test-staff-pharmacist:" + TestBrowser.PASSWORD).getBytes(StandardCharsets.UTF_8));
    for (String address : List.of("/fhir/Patient?_count=1", "/api/me")) {
      assertThat(
              server
                  .send(server.anonymous(address).header("Authorization", "Basic " + basic))
                  .statusCode())
          .isEqualTo(401);
    }
    HttpResponse<String> granted =
        post(
            app,
            secret,
            "grant_type=password&username=test-staff-pharmacist&password="
                + TestBrowser.PASSWORD.replace(' ', '+'));
    assertThat(granted.body()).contains("unsupported_grant_type");
  }

  private String register(String id) {
    String json =
        """
        {"name": "Grants", "kind": "CONFIDENTIAL", "redirectUris": ["%s"],
         "scopes": ["user/Patient.rs", "offline_access"]}"""
            .formatted(BACK);
    assertThat(
            server
                .send(server.request("/api/clients/" + id).PUT(BodyPublishers.ofString(json)))
                .statusCode())
        .isEqualTo(200);
    return TestBrowser.field(
        server.send(server.request("/api/clients/" + id + "/secret").POST(BodyPublishers.noBody())),
        "secret");
  }

  private String code(Map<String, String> changes) {
    var person = new TestBrowser(server);
    String page =
        person.signIn("test-staff-pharmacist", person.authorize(app, BACK, SCOPE, changes));
    String back = person.consent(page, List.of(), List.of());
    Matcher code = Pattern.compile("[?&]code=([^&]+)").matcher(back);
    assertThat(code.find()).as(back).isTrue();
    return code.group(1);
  }

  private HttpResponse<String> exchange(String code, Map<String, String> changes) {
    return post(app, secret, form(code, changes));
  }

  private static String form(String code, Map<String, String> changes) {
    Map<String, String> fields = new TreeMap<>();
    fields.put("grant_type", "authorization_code");
    fields.put("code", code);
    fields.put("redirect_uri", BACK);
    fields.put("code_verifier", TestBrowser.VERIFIER);
    fields.putAll(changes);
    fields.values().removeIf(String::isEmpty);
    return TestBrowser.form(fields);
  }

  private HttpResponse<String> post(String client, String password, String form) {
    return post("/oauth2/token", client, password, form);
  }

  private HttpResponse<String> post(String address, String client, String password, String form) {
    String basic =
        Base64.getEncoder()
            .encodeToString((client + ":" + password).getBytes(StandardCharsets.UTF_8));
    return server.send(
        server
            .anonymous(address)
            .header("Authorization", "Basic " + basic)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form)));
  }

  private static String challenge(String verifier) {
    try {
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(
              MessageDigest.getInstance("SHA-256")
                  .digest(verifier.getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}

package dev.mortar.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mortar.access.Role;
import dev.mortar.server.ServerTest;
import dev.mortar.server.TestServer;
import java.io.IOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Signs in as a browser would: authorization code with PKCE over real HTTP. */
@ServerTest
class SignInIT {
  private static final String VERIFIER = "a-verifier-of-a-test-that-is-long-enough-0123456789";
  private static final String PASSWORD = "a long password of a test";

  private final TestServer server;
  private final CookieManager cookies = new CookieManager();
  private final HttpClient browser;

  SignInIT(TestServer server) {
    this.server = server;
    this.browser = HttpClient.newBuilder().cookieHandler(cookies).build();
  }

  @BeforeEach
  void accountsExist() {
    server.token(Role.STAFF_PHARMACIST);
    server.token(Role.PATIENT);
    server.token(Role.TECHNICIAN);
  }

  @Test
  void aPharmacistSignsInAndReadsWithTheToken() throws Exception {
    String code = signedInCode("test-staff-pharmacist", authorize(Map.of()));
    HttpResponse<String> answer = exchange(code, VERIFIER);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Cache-Control").orElse("")).contains("no-store");
    assertThat(field(answer.body(), "id_token")).isNotEmpty();
    String token = field(answer.body(), "access_token");
    assertThat(claims(token))
        .contains("\"role\":\"staff-pharmacist\"")
        .contains("\"fhirUser\":\"Practitioner/test-staff-pharmacist\"")
        .contains(server.fhirBase());
    assertThat(server.send(server.request("/fhir/Patient", token)).statusCode()).isEqualTo(200);
    assertThat(server.send(server.request("/userinfo", token)).body())
        .contains("test-staff-pharmacist");
  }

  /** The browser has the cookie of the sign-in beside the token, and both must last. */
  @ParameterizedTest
  @ValueSource(strings = {"/api/me", "/fhir/Patient?_count=1"})
  void theCookieOfTheSignInKeepsItsValueWhileTheTokenIsUsed(String path) throws Exception {
    String code = signedInCode("test-staff-pharmacist", authorize(Map.of()));
    String token = field(exchange(code, VERIFIER).body(), "access_token");
    HttpRequest request =
        HttpRequest.newBuilder(server.root().resolve(path))
            .header("Authorization", "Bearer " + token)
            .build();

    HttpResponse<String> answer = browser.send(request, BodyHandlers.ofString());

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(cookies.getCookieStore().getCookies())
        .extracting(HttpCookie::getName)
        .contains("mortar-sign-in");
    assertThat(answer.headers().allValues("Set-Cookie")).isEmpty();
  }

  @Test
  void anIdTokenIsNoAccessToken() throws Exception {
    String code = signedInCode("test-staff-pharmacist", authorize(Map.of()));
    String idToken = field(exchange(code, VERIFIER).body(), "id_token");
    assertThat(server.send(server.request("/fhir/Patient", idToken)).statusCode()).isEqualTo(401);
  }

  @Test
  void aPatientsTokenNamesThePatientInContext() throws Exception {
    String code =
        signedInCode(
            "test-patient", authorize(Map.of("scope", "openid launch/patient patient/*.rs")));
    HttpResponse<String> answer = exchange(code, VERIFIER);
    assertThat(field(answer.body(), "patient")).isEqualTo("test-patient");
  }

  @Test
  void aCodeWorksOnceAndItsReplayEndsTheFirstToken() throws Exception {
    String code = signedInCode("test-staff-pharmacist", authorize(Map.of()));
    String token = field(exchange(code, VERIFIER).body(), "access_token");
    HttpResponse<String> again = exchange(code, VERIFIER);
    assertThat(again.statusCode()).isEqualTo(400);
    assertThat(field(again.body(), "error")).isEqualTo("invalid_grant");
    assertThat(server.send(server.request("/fhir/Patient", token)).statusCode()).isEqualTo(401);
  }

  @Test
  void theCodeIsWorthNothingWithoutItsVerifier() throws Exception {
    String code = signedInCode("test-staff-pharmacist", authorize(Map.of()));
    assertThat(exchange(code, VERIFIER.replace('a', 'b')).statusCode()).isEqualTo(400);
  }

  @ParameterizedTest(name = "{0}={1}")
  @CsvSource({
    "code_challenge, '', invalid_request",
    "code_challenge_method, plain, invalid_request",
    "aud, https://evil.example/fhir, invalid_request",
    "scope, system/*.rs, invalid_scope",
    "scope, user/Patient.dus, invalid_scope",
    "scope, user/*.CRUDS, invalid_scope",
    "scope, user/Observation.rs?code:in=x, invalid_scope",
    "scope, offline_access, invalid_scope"
  })
  void aWrongRequestGoesBackWithTheReason(String name, String value, String error)
      throws Exception {
    HttpResponse<String> answer = get(authorize(Map.of(name, value)));
    assertThat(answer.statusCode()).isEqualTo(302);
    assertThat(location(answer)).contains("error=" + error).contains("state=xyz");
  }

  @ParameterizedTest
  @CsvSource({
    "/app/callback/",
    "/app/callback?x=1",
    "/app/callback#x",
    "/app/Callback",
    "/app/../app/callback"
  })
  void aForeignRedirectIsNeverFollowed(String path) throws Exception {
    assertThat(get(authorize(Map.of("redirect_uri", server.root() + path))).statusCode())
        .isEqualTo(400);
  }

  @Test
  void anotherPortOfThisMachineIsAForeignRedirect() throws Exception {
    String other = "http://127.0.0.1:1/app/callback";
    assertThat(get(authorize(Map.of("redirect_uri", other))).statusCode()).isEqualTo(400);
  }

  @Test
  void aWrongPasswordSaysTheSameAsAnUnknownName() throws Exception {
    assertThat(signIn("test-staff-pharmacist", "wrong")).endsWith("/login?error");
    assertThat(signIn("no-such-person", "wrong")).endsWith("/login?error");
    assertThat(get("/login?error").body()).contains("role=\"alert\"").contains("try again later");
  }

  @Test
  void afterFiveWrongPasswordsTheRightOneWaitsToo() throws Exception {
    for (int i = 0; i < 5; i++) {
      signIn("test-technician", "wrong");
    }
    assertThat(signIn("test-technician", PASSWORD)).endsWith("/login?error");
  }

  @Test
  void theSignInFormNeedsItsOwnToken() throws Exception {
    HttpResponse<String> answer =
        post("/login", "username=test-staff-pharmacist&password=" + encode(PASSWORD));
    assertThat(answer.statusCode()).isEqualTo(403);
  }

  @Test
  void theSignInPageLetsOneScriptRunAndNobodyFrameIt() throws Exception {
    HttpResponse<String> page = get("/login");
    assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
        .contains("default-src 'none'")
        .contains("frame-ancestors 'none'")
        .endsWith("; script-src " + server.root() + "/login/passkey.js");
    assertThat(page.body())
        .contains("<label for=\"username\">")
        .containsOnlyOnce("<script")
        .contains("<script src=\"/login/passkey.js\" defer></script>");
    assertThat(get("/login?client_id=x;script-src").headers().map().toString())
        .doesNotContain("unsafe");
  }

  private String authorize(Map<String, String> changes) {
    Map<String, String> parameters = new TreeMap<>();
    parameters.put("response_type", "code");
    parameters.put("client_id", "mortar-web");
    parameters.put("redirect_uri", server.root() + "/app/callback");
    parameters.put("scope", "openid fhirUser user/*.cruds");
    parameters.put("state", "xyz");
    parameters.put("aud", server.fhirBase());
    parameters.put("code_challenge", challenge());
    parameters.put("code_challenge_method", "S256");
    parameters.putAll(changes);
    if (parameters.get("code_challenge").isEmpty()) {
      parameters.keySet().removeIf(name -> name.startsWith("code_challenge"));
    }
    return "/oauth2/authorize?"
        + parameters.entrySet().stream()
            .map(one -> one.getKey() + "=" + encode(one.getValue()))
            .collect(Collectors.joining("&"));
  }

  private String signedInCode(String name, String authorize) throws Exception {
    HttpResponse<String> first = get(authorize);
    assertThat(first.statusCode()).isEqualTo(302);
    assertThat(location(first)).endsWith("/login");
    String next = signIn(name, PASSWORD);
    assertThat(next).contains("/oauth2/authorize");
    URI target = URI.create(next);
    String back = location(get(target.getRawPath() + "?" + target.getRawQuery()));
    assertThat(back).startsWith(server.root() + "/app/callback?").contains("state=xyz");
    Matcher code = Pattern.compile("[?&]code=([^&]+)").matcher(back);
    assertThat(code.find()).isTrue();
    return code.group(1);
  }

  private String signIn(String name, String password) throws Exception {
    Matcher csrf =
        Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"").matcher(get("/login").body());
    assertThat(csrf.find()).isTrue();
    HttpResponse<String> answer =
        post(
            "/login",
            "_csrf="
                + encode(csrf.group(1))
                + "&username="
                + encode(name)
                + "&password="
                + encode(password));
    assertThat(answer.statusCode()).isEqualTo(302);
    return location(answer);
  }

  private HttpResponse<String> exchange(String code, String verifier) throws Exception {
    return post(
        "/oauth2/token",
        "grant_type=authorization_code&client_id=mortar-web&code="
            + code
            + "&redirect_uri="
            + encode(server.root() + "/app/callback")
            + "&code_verifier="
            + verifier);
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return browser.send(
        HttpRequest.newBuilder(URI.create(server.root() + path))
            .header("Accept", "text/html")
            .build(),
        BodyHandlers.ofString());
  }

  private HttpResponse<String> post(String path, String form)
      throws IOException, InterruptedException {
    return browser.send(
        HttpRequest.newBuilder(URI.create(server.root() + path))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form))
            .build(),
        BodyHandlers.ofString());
  }

  private static String location(HttpResponse<String> answer) {
    return answer.headers().firstValue("Location").orElse("");
  }

  private static String field(String json, String name) {
    Matcher value = Pattern.compile("\"" + name + "\":\"([^\"]*)\"").matcher(json);
    return value.find() ? value.group(1) : "";
  }

  private static String claims(String token) {
    return new String(
        Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]), StandardCharsets.UTF_8);
  }

  private static String challenge() {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(VERIFIER.getBytes(StandardCharsets.US_ASCII));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}

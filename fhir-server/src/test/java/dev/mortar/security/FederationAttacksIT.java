package dev.mortar.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.mortar.access.Role;
import dev.mortar.server.ServerTest;
import dev.mortar.server.TestServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What somebody may try who wants to be signed in as another, with a real provider. */
@ServerTest
class FederationAttacksIT {
  private final TestServer server;
  private final TestProvider provider;
  private final TestBrowser browser;
  private final String name = "fed-" + UUID.randomUUID();

  FederationAttacksIT(TestServer server) {
    this.server = server;
    this.browser = new TestBrowser(server);
    this.provider = TestProvider.start(server);
    provider.people.put(
        name,
        Map.of("preferred_username", name, "realm_access", Map.of("roles", List.of("/office"))));
  }

  @AfterEach
  void theProviderStops() {
    provider.close();
  }

  @Test
  void anAnswerWorksOnceAndOnlyInTheBrowserThatWasSent() throws Exception {
    String back = back("staff");
    refused(new TestBrowser(server).get(local(back)), "not begun in this browser");
    HttpResponse<String> without = browser.get("/federation/staff/callback?code=x");
    refused(without, "not begun in this browser");
    TestTrail.isNoted(server, "(unknown)", "4", "not begun in this browser", "staff");
    assertThat(browser.get(local(back)).statusCode()).isEqualTo(302);
    assertThat(browser.get(local(back)).statusCode()).isEqualTo(400);
  }

  /** The cookie is the browser's own to copy, so the server must know that the state is spent. */
  @Test
  void aStateIsSpentWhateverTheCookiesSay() throws Exception {
    HttpClient plain = HttpClient.newHttpClient();
    HttpResponse<String> sent = get(plain, "/federation/staff", "");
    String cookie = state(sent);
    assertThat(cookie).contains("HttpOnly").contains("SameSite=Lax").contains("Path=/federation");
    String back = local(provider.signIn(TestBrowser.location(sent), name));
    String kept = cookie.substring(0, cookie.indexOf(';'));
    assertThat(get(plain, back, kept).statusCode()).isEqualTo(302);
    refused(get(plain, back, kept), "unknown, used or too old");
  }

  @Test
  void aCodeOfAnotherSignInIsWorthNothing() {
    String theirs = back("staff");
    TestBrowser victim = new TestBrowser(server);
    String asked = victim.follow(server.root() + "/federation/staff");
    String swapped =
        "/federation/staff/callback?state="
            + parameter(asked, "state")
            + "&code="
            + parameter(theirs, "code");
    refused(victim.get(swapped), "invalid_grant");
    isNobody(victim);
  }

  @Test
  void aTokenThatIsNotTheProvidersOwnAndForThisSignInIsNotBelieved() throws Exception {
    for (Map.Entry<String, TestProvider.Writer> forged : forged().entrySet()) {
      provider.writer = forged.getValue();
      HttpResponse<String> answer = browser.get(local(back("staff")));
      assertThat(answer.statusCode()).as(forged.getKey()).isEqualTo(400);
      assertThat(answer.body()).as(forged.getKey()).contains("is not verified");
      isNobody(browser);
    }
    provider.writer = provider::signed;
    for (Map.Entry<String, Consumer<Map<String, Object>>> wrong : wrong().entrySet()) {
      provider.change = wrong.getValue();
      HttpResponse<String> answer = browser.get(local(back("staff")));
      assertThat(answer.statusCode()).as(wrong.getKey()).isEqualTo(400);
      assertThat(answer.body()).as(wrong.getKey()).contains(wrong.getKey());
      isNobody(browser);
    }
    TestTrail.isNoted(server, "(unknown)", "4", "is not verified", "staff");
    provider.change = claims -> {};
    assertThat(browser.get(local(back("staff"))).statusCode()).isEqualTo(302);
  }

  private Map<String, TestProvider.Writer> forged() throws JOSEException {
    var other = new RSAKeyGenerator(2048).generate();
    Map<String, TestProvider.Writer> forged = new LinkedHashMap<>();
    forged.put("unsigned", claims -> new PlainJWT(claims).serialize());
    forged.put("public key as secret", this::bySecret);
    forged.put("foreign key", claims -> TestProvider.signedBy(other, claims));
    forged.put("cut", claims -> provider.signed(claims).substring(0, 80));
    return forged;
  }

  private String bySecret(JWTClaimsSet claims) throws JOSEException {
    var jwt = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.HS256).build(), claims);
    jwt.sign(new MACSigner(provider.key().toRSAPublicKey().getEncoded()));
    return jwt.serialize();
  }

  /** By what the page says of each. */
  private Map<String, Consumer<Map<String, Object>>> wrong() {
    Instant now = Instant.now();
    Map<String, Consumer<Map<String, Object>>> wrong = new LinkedHashMap<>();
    wrong.put("is of another issuer", claims -> claims.put("iss", server.provider() + "/other"));
    wrong.put("is for another app", claims -> claims.put("aud", "somebody-else"));
    wrong.put(
        "for another app",
        claims -> {
          claims.put("aud", List.of("mortar", "somebody-else"));
          claims.put("azp", "somebody-else");
        });
    wrong.put(
        "another app",
        claims -> {
          claims.put("aud", List.of("mortar", "somebody-else"));
          claims.remove("azp");
        });
    wrong.put("is for another sign-in", claims -> claims.put("nonce", "n"));
    wrong.put("for another sign-in", claims -> claims.remove("nonce"));
    wrong.put("has expired", claims -> claims.put("exp", now.minusSeconds(120)));
    wrong.put("expired", claims -> claims.remove("exp"));
    wrong.put("was made at another time", claims -> claims.put("iat", now.minusSeconds(3600)));
    wrong.put("made at another time", claims -> claims.put("iat", now.plusSeconds(3600)));
    wrong.put("does not count yet", claims -> claims.put("nbf", now.plusSeconds(600)));
    wrong.put("names nobody", claims -> claims.remove("sub"));
    return wrong;
  }

  @Test
  void noProviderAnswersForAnother() {
    String back = local(back("staff"));
    String elsewhere = back.replace("/federation/staff/", "/federation/other/");
    refused(browser.get(elsewhere), "unknown, used or too old");
    refused(browser.get(back), "in this browser");
    String mixed = local(back("staff")) + "&iss=" + server.provider() + "/other";
    refused(browser.get(mixed), "Another identity provider answered");
    String denied = browser.follow(server.root() + "/federation/staff");
    String error =
        "/federation/staff/callback?error=access_denied&redirect_uri=https%3A%2F%2Fevil.example"
            + "&state="
            + parameter(denied, "state");
    refused(browser.get(error), "did not let you in");
    refused(browser.get("/ehr/callback?code=x&state=" + parameter(denied, "state")), "EHR");
    isNobody(browser);
  }

  @Test
  void aSignInLeadsNowhereButHere() {
    String asked =
        browser.follow(
            server.root()
                + "/federation/staff?continue=https://evil.example&redirect_uri=https://evil.example");
    String back = local(provider.signIn(asked, name));
    String next = TestBrowser.location(browser.get(back + "&continue=https%3A%2F%2Fevil.example"));
    assertThat(next).isIn("/app/", server.root() + "/app/");
  }

  @Test
  void whoKnewTheSessionBeforeDoesNotKnowItAfter() throws Exception {
    HttpClient plain = HttpClient.newHttpClient();
    String before = session(get(plain, "/login", ""));
    HttpResponse<String> sent = get(plain, "/federation/staff", before);
    String cookie = state(sent);
    String both = before + "; " + cookie.substring(0, cookie.indexOf(';'));
    String back = local(provider.signIn(TestBrowser.location(sent), name));
    String after = session(get(plain, back, both));
    assertThat(after).isNotEqualTo(before);
    assertThat(TestBrowser.location(get(plain, "/ehr/arrived", before))).endsWith("/login");
    assertThat(TestBrowser.location(get(plain, "/ehr/arrived", after))).endsWith("/app/");
  }

  @Test
  void onlyAManagerSeesAndChangesLinks() {
    String path = "/api/accounts/test-technician/federation";
    for (String one : List.of(path, "/api/federation", "/api/ehr")) {
      assertThat(server.send(server.anonymous(one)).statusCode()).isEqualTo(401);
      String token = server.token(Role.TECHNICIAN);
      assertThat(server.send(server.request(one, token)).statusCode()).isEqualTo(403);
    }
    assertThat(server.send(server.anonymous("/federation/staff").DELETE()).statusCode())
        .isEqualTo(403);
  }

  private String back(String by) {
    return provider.signIn(browser.follow(server.root() + "/federation/" + by), name);
  }

  private static void refused(HttpResponse<String> answer, String why) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    assertThat(answer.body()).contains(why);
    assertThat(answer.headers().firstValue("Location")).isEmpty();
  }

  private static void isNobody(TestBrowser browser) {
    assertThat(TestBrowser.location(browser.get("/ehr/arrived"))).endsWith("/login");
  }

  private HttpResponse<String> get(HttpClient http, String path, String cookie) throws Exception {
    var request = HttpRequest.newBuilder(server.root().resolve(path));
    if (!cookie.isEmpty()) {
      request.header("Cookie", cookie);
    }
    return http.send(request.header("Accept", "text/html").build(), BodyHandlers.ofString());
  }

  private static String state(HttpResponse<String> answer) {
    return answer.headers().allValues("Set-Cookie").stream()
        .filter(one -> one.startsWith("mortar-federation-"))
        .findFirst()
        .orElseThrow();
  }

  private static String session(HttpResponse<String> answer) {
    return answer.headers().allValues("Set-Cookie").stream()
        .filter(one -> one.startsWith("mortar-sign-in="))
        .map(one -> one.substring(0, one.indexOf(';')))
        .reduce((first, second) -> second)
        .orElseThrow();
  }

  private static String local(String address) {
    URI uri = URI.create(address);
    return uri.getRawPath() + "?" + uri.getRawQuery();
  }

  private static String parameter(String address, String name) {
    Matcher value = Pattern.compile("[?&]" + name + "=([^&]+)").matcher(address);
    assertThat(value.find()).as(address).isTrue();
    return value.group(1);
  }
}

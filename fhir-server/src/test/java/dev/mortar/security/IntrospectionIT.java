package dev.mortar.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mortar.access.Role;
import dev.mortar.server.ServerTest;
import dev.mortar.server.TestServer;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Who is told what about a token, who is held back, and how apps find the pharmacy. */
@ServerTest
class IntrospectionIT {
  private final TestServer server;

  IntrospectionIT(TestServer server) {
    this.server = server;
  }

  @Test
  void aProgramIsToldAboutAnyTokenAndAPersonAboutTheirOwn() throws Exception {
    TestProgram program = TestProgram.registered(server, "system-ehr", "system/*.rs");
    String bearer = program.token("system/*.rs");
    String person = signedIn();
    HttpResponse<String> told = introspect(bearer, person);
    assertThat(told.statusCode()).as(told.body()).isEqualTo(200);
    assertThat(told.headers().firstValue("Cache-Control").orElse("")).contains("no-store");
    assertThat(told.body())
        .contains("\"active\":true")
        .contains("\"sub\":\"test-staff-pharmacist\"")
        .contains("\"iss\":\"" + server.root() + "\"")
        .contains("\"client_id\":\"mortar-web\"")
        .contains("\"fhirUser\":\"" + server.fhirBase() + "/Practitioner/")
        .doesNotContain("\"grant\"");
    assertThat(introspect(bearer, bearer).body()).contains(program.id());
    assertThat(introspect(person, person).body()).contains("\"active\":true");
    assertThat(introspect(person, bearer).statusCode()).isEqualTo(401);
    assertThat(introspect("none", person).statusCode()).isEqualTo(401);
    assertThat(introspect(bearer, "none").body()).isEqualTo("{\"active\":false}");
    assertThat(introspect("", person).statusCode()).isEqualTo(401);
  }

  @Test
  void whoTriesTooOftenIsToldWhenToComeBack() {
    String nobody = "nobody-" + UUID.randomUUID();
    var browser = new TestBrowser(server);
    HttpResponse<String> answer = browser.post("/login", Map.of("username", nobody));
    for (int i = 0; i < 200 && answer.statusCode() != 429; i++) {
      answer = browser.post("/login", Map.of("username", nobody));
    }
    assertThat(answer.statusCode()).isEqualTo(429);
    assertThat(Long.parseLong(answer.headers().firstValue("Retry-After").orElse("0"))).isPositive();
    assertThat(server.get("/fhir/Patient?_count=1").headers().firstValue("RateLimit-Remaining"))
        .isPresent();
    assertThat(server.get("/api/me").headers().firstValue("RateLimit-Remaining")).isPresent();
  }

  @Test
  void anAppFindsThePharmacyInItsListOfBrands() {
    String discovery =
        server.send(server.anonymous("/fhir/.well-known/smart-configuration")).body();
    String address = server.fhirBase() + "/.well-known/user-access-brands";
    assertThat(discovery.replace("\\/", "/"))
        .contains("\"user_access_brand_bundle\":\"" + address + "\"")
        .contains("user_access_brand_identifier");
    HttpResponse<String> brands =
        server.send(
            server
                .anonymous("/fhir/.well-known/user-access-brands")
                .header("Origin", "https://anywhere.example"));
    assertThat(brands.statusCode()).isEqualTo(200);
    assertThat(brands.headers().firstValue("Access-Control-Allow-Origin")).contains("*");
    assertThat(brands.body().replace("\\/", "/")).contains(server.fhirBase());
    String tag = brands.headers().firstValue("ETag").orElseThrow();
    HttpResponse<String> again =
        server.send(
            server.anonymous("/fhir/.well-known/user-access-brands").header("If-None-Match", tag));
    assertThat(again.statusCode()).isEqualTo(304);
  }

  private String signedIn() {
    server.token(Role.STAFF_PHARMACIST);
    var browser = new TestBrowser(server);
    String back = server.root() + "/app/callback";
    String ask = browser.authorize("mortar-web", back, "openid fhirUser user/*.cruds", Map.of());
    HttpResponse<String> token =
        browser.exchange(browser.signIn("test-staff-pharmacist", ask), "mortar-web", back);
    assertThat(token.statusCode()).as(token.body()).isEqualTo(200);
    return TestBrowser.field(token, "access_token");
  }

  private HttpResponse<String> introspect(String bearer, String token) {
    var request =
        server
            .anonymous("/oauth2/introspect")
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Accept", "application/json")
            .POST(
                BodyPublishers.ofString(
                    "token=" + URLEncoder.encode(token, StandardCharsets.UTF_8)));
    if (!bearer.isEmpty()) {
      request.header("Authorization", "Bearer " + bearer);
    }
    return server.send(request);
  }
}

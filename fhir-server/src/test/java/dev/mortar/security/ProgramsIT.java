package dev.mortar.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.mortar.server.Await;
import dev.mortar.server.ServerTest;
import dev.mortar.server.TestServer;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Programs without a person, how browsers may call us, and what discovery promises. */
@ServerTest
class ProgramsIT {
  private final TestServer server;
  private final TestBrowser http;
  private final ECKey key;

  ProgramsIT(TestServer server) throws JOSEException {
    this.server = server;
    this.http = new TestBrowser(server);
    this.key = new ECKeyGenerator(Curve.P_384).keyID("k1").generate();
  }

  @Test
  void aProgramSignsItsWayInAndSeesWhatItsScopesSay() throws Exception {
    register(
        "test-lab",
        Map.of(
            "name", "Laboratory",
            "kind", "BACKEND",
            "role", "system-lab",
            "scopes", List.of("system/Observation.rs?category=laboratory", "system/Patient.r"),
            "jwks", new JWKSet(key.toPublicJWK()).toString()));
    String assertion = assertion("test-lab");
    HttpResponse<String> token = token(assertion, "system/Observation.rs?category=laboratory");
    assertThat(token.statusCode()).as(token.body()).isEqualTo(200);
    assertThat(token.body()).contains("\"expires_in\":").doesNotContain("refresh_token");
    String bearer = TestBrowser.field(token, "access_token");
    assertThat(status("/fhir/Observation?_count=1", bearer)).isEqualTo(200);
    assertThat(status("/fhir/Patient/x", bearer)).isEqualTo(403);
    assertThat(status("/api/hl7/messages", bearer)).isEqualTo(403);
    HttpResponse<String> again = token(assertion, "system/Patient.r");
    assertThat(again.statusCode()).isEqualTo(401);
    assertThat(again.body()).contains("invalid_client");
    assertThat(token(assertion("test-lab"), "system/*.cruds").body()).contains("invalid_scope");
    assertThat(token(assertion("test-lab"), "system/Observation.rs").body())
        .contains("invalid_scope");
    assertThat(token(assertion("test-lab"), "user/Observation.rs").body())
        .contains("invalid_scope");
  }

  @Test
  void aSecretIsToldOnceAndWorks() {
    register(
        "test-secret",
        Map.of(
            "name", "Interface",
            "kind", "BACKEND",
            "role", "system-ehr",
            "scopes", List.of("system/*.rs")));
    HttpResponse<String> told =
        server.send(
            server.request("/api/clients/test-secret/secret").POST(BodyPublishers.noBody()));
    assertThat(told.headers().firstValue("Cache-Control").orElse("")).contains("no-store");
    String secret = TestBrowser.field(told, "secret");
    assertThat(secretToken("test-secret", secret)).isEqualTo(200);
    assertThat(secretToken("test-secret", secret + "x")).isEqualTo(401);
    assertThat(server.get("/api/clients").body()).contains("test-secret").doesNotContain(secret);
  }

  @Test
  void onlyPagesOfRegisteredAppsMayCall() throws Exception {
    register(
        "test-page",
        Map.of(
            "name", "Page",
            "kind", "PUBLIC",
            "redirectUris", List.of("https://page.example/back"),
            "origins", List.of("https://page.example"),
            "scopes", List.of("user/*.rs")));
    String page = "https://page.example";
    Await.until(
        "the origin is known",
        Duration.ofSeconds(10),
        () -> allowed("/fhir/Patient", page).equals(page));
    for (String address : List.of("/oauth2/token", "/fhir/Patient")) {
      assertThat(allowed(address, "https://page.example")).isEqualTo("https://page.example");
      assertThat(allowed(address, "https://evil.example")).isEmpty();
      assertThat(allowed(address, "null")).isEmpty();
    }
    assertThat(allowed("/fhir/metadata", "https://evil.example")).isEqualTo("*");
  }

  @Test
  void discoveryIsWholeAndPromisesWhatIsServed() throws Exception {
    HttpResponse<String> answer =
        server.send(
            server.anonymous("/fhir/.well-known/smart-configuration").header("Accept", "text/x"));
    assertThat(answer.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/json");
    Map<String, Object> document = JSONObjectUtils.parse(answer.body());
    document.forEach(
        (name, value) -> {
          if (name.endsWith("_endpoint") || name.endsWith("_uri")) {
            assertThat(value.toString()).startsWith(server.root() + "/");
          }
        });
    assertThat(JSONObjectUtils.getStringList(document, "code_challenge_methods_supported"))
        .containsExactly("S256");
    assertThat(
            JSONObjectUtils.getStringList(
                document, "token_endpoint_auth_signing_alg_values_supported"))
        .contains("RS384", "ES384");
    assertThat(JSONObjectUtils.getStringList(document, "grant_types_supported"))
        .contains("authorization_code", "refresh_token", "client_credentials");
    assertThat(JSONObjectUtils.getStringList(document, "capabilities"))
        .contains("launch-ehr", "client-confidential-asymmetric", "permission-offline")
        .doesNotContain("context-standalone-encounter");
    assertThat(server.send(server.anonymous("/login/smart-style-1.json")).body())
        .contains("color_background");
  }

  @Test
  void theCapabilitiesSayWhereToSignIn() {
    assertThat(server.send(server.anonymous("/fhir/metadata")).body())
        .contains("oauth-uris")
        .contains("SMART-on-FHIR")
        .contains(server.root() + "/oauth2/authorize")
        .contains(server.root() + "/oauth2/token");
  }

  private String allowed(String address, String origin) {
    return server
        .send(
            server
                .anonymous(address)
                .method("OPTIONS", BodyPublishers.noBody())
                .header("Origin", origin)
                .header("Access-Control-Request-Method", "GET"))
        .headers()
        .firstValue("Access-Control-Allow-Origin")
        .orElse("");
  }

  private void register(String id, Map<String, Object> client) {
    HttpResponse<String> answer =
        server.send(
            server
                .request("/api/clients/" + id)
                .PUT(BodyPublishers.ofString(JSONObjectUtils.toJSONString(client))));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  private HttpResponse<String> token(String assertion, String scope) {
    return http.post(
        "/oauth2/token",
        Map.of(
            "grant_type",
            "client_credentials",
            "scope",
            scope,
            "client_assertion_type",
            "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
            "client_assertion",
            assertion));
  }

  private int secretToken(String id, String secret) {
    String basic = Base64.getEncoder().encodeToString((id + ":" + secret).getBytes());
    return server
        .send(
            server
                .anonymous("/oauth2/token")
                .header("Authorization", "Basic " + basic)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("grant_type=client_credentials&scope=system/*.rs")))
        .statusCode();
  }

  private int status(String address, String bearer) {
    return server.send(server.request(address, bearer)).statusCode();
  }

  private String assertion(String client) throws JOSEException {
    var claims =
        new JWTClaimsSet.Builder()
            .issuer(client)
            .subject(client)
            .audience(server.root() + "/oauth2/token")
            .expirationTime(Date.from(Instant.now().plus(Duration.ofMinutes(4))))
            .jwtID(UUID.randomUUID().toString())
            .build();
    var jwt = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.ES384).keyID("k1").build(), claims);
    jwt.sign(new ECDSASigner(key));
    return jwt.serialize();
  }
}

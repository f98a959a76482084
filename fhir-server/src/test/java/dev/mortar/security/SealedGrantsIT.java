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
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the database tells of grants: their scopes whole, and none of their tokens. */
@ServerTest
class SealedGrantsIT {
  private static final String BACK = "com.example.sealed:/back";
  private static final String PHARMACIST = "test-staff-pharmacist";
  private static final String EITHER = "user/Observation.rs?category=laboratory,vital-signs";

  private final TestServer server;
  private final TestBrowser browser;
  private final String app = "test-sealed-" + UUID.randomUUID();

  SealedGrantsIT(TestServer server) {
    this.server = server;
    this.browser = new TestBrowser(server);
    server.token(Role.STAFF_PHARMACIST);
    String json =
        """
        {"name": "Sealed", "kind": "NATIVE", "redirectUris": ["%s"],
         "scopes": ["openid", "offline_access", "user/*.rs"]}"""
            .formatted(BACK);
    assertThat(
            server
                .send(server.request("/api/clients/" + app).PUT(BodyPublishers.ofString(json)))
                .statusCode())
        .isEqualTo(200);
  }

  @Test
  void neitherCodesNorTokensCanBeReadAndTheirHashesAreWorthNothing() {
    String back = allowed("offline_access user/Patient.rs");
    Matcher code = Pattern.compile("[?&]code=([^&]+)").matcher(back);
    assertThat(code.find()).isTrue();
    assertThat(stored("authorization_code_value")).isEqualTo("hash:" + sha256(code.group(1)));
    HttpResponse<String> granted = browser.exchange(back, app, BACK);
    assertThat(granted.statusCode()).as(granted.body()).isEqualTo(200);
    String refresh = TestBrowser.field(granted, "refresh_token");
    String access = TestBrowser.field(granted, "access_token");
    assertThat(stored("refresh_token_value")).isEqualTo("hash:" + sha256(refresh));
    assertThat(stored("access_token_value")).isEqualTo("hash:" + sha256(access));
    assertThat(row()).doesNotContain(refresh, access, code.group(1));
    assertThat(refresh(stored("refresh_token_value")).body()).contains("invalid_grant");
    HttpResponse<String> next = refresh(refresh);
    assertThat(next.statusCode()).as(next.body()).isEqualTo(200);
    assertThat(revoked(stored("refresh_token_value"))).isEqualTo(200);
    HttpResponse<String> last = refresh(TestBrowser.field(next, "refresh_token"));
    assertThat(last.statusCode()).as("what was stored revokes nothing").isEqualTo(200);
    assertThat(revoked(TestBrowser.field(last, "refresh_token"))).isEqualTo(200);
    assertThat(read(last)).isEqualTo(401);
  }

  @Test
  void aScopeWithACommaStaysWhole() {
    String asked = "offline_access user/Patient.rs " + EITHER;
    HttpResponse<String> granted = browser.exchange(allowed(asked), app, BACK);
    assertThat(TestBrowser.scopes(granted))
        .containsExactlyInAnyOrder("offline_access", "user/Patient.rs", EITHER);
    HttpResponse<String> next = refresh(TestBrowser.field(granted, "refresh_token"));
    assertThat(TestBrowser.scopes(next))
        .containsExactlyInAnyOrder("offline_access", "user/Patient.rs", EITHER);
    String token = TestBrowser.field(next, "access_token");
    assertThat(server.send(server.request("/fhir/Observation?_count=1", token)).statusCode())
        .isEqualTo(200);
    String again = browser.follow(server.root() + ask(asked));
    assertThat(again).as("consent is remembered whole").startsWith(BACK).contains("code=");
    String apps =
        server.send(server.request("/api/me/apps", server.token(Role.STAFF_PHARMACIST))).body();
    assertThat(apps).contains(app);
  }

  private String allowed(String scope) {
    return browser.consent(browser.signIn(PHARMACIST, ask(scope)), List.of(), List.of());
  }

  private String ask(String scope) {
    return browser.authorize(app, BACK, scope, Map.of());
  }

  private HttpResponse<String> refresh(String token) {
    return browser.post(
        "/oauth2/token",
        Map.of("grant_type", "refresh_token", "client_id", app, "refresh_token", token));
  }

  private int revoked(String token) {
    return browser.post("/oauth2/revoke", Map.of("client_id", app, "token", token)).statusCode();
  }

  private int read(HttpResponse<String> granted) {
    String token = TestBrowser.field(granted, "access_token");
    return server.send(server.request("/fhir/Patient?_count=1", token)).statusCode();
  }

  private String stored(String column) {
    return server
        .bean(JdbcClient.class)
        .sql("select " + column + " from oauth2_authorization where registered_client_id = ?")
        .param(app)
        .query(String.class)
        .single();
  }

  private String row() {
    return server
        .bean(JdbcClient.class)
        .sql("select * from oauth2_authorization where registered_client_id = ?")
        .param(app)
        .query()
        .singleRow()
        .toString();
  }

  static String sha256(String text) {
    try {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}

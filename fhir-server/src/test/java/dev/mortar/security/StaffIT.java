package dev.mortar.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mortar.access.Role;
import dev.mortar.ig.Canonicals;
import dev.mortar.server.Await;
import dev.mortar.server.ServerTest;
import dev.mortar.server.TestServer;
import dev.mortar.store.FhirStore;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Practitioner;
import org.hl7.fhir.r4.model.PractitionerRole;
import org.hl7.fhir.r4.model.Reference;
import org.junit.jupiter.api.Test;

/** Who comes in, who goes, what apps keep, and that each leaves a trace. */
@ServerTest
class StaffIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String PHARMACIST = "test-staff-pharmacist";

  private final TestServer server;
  private final FhirStore store;
  private final String name = "person-" + UUID.randomUUID();

  StaffIT(TestServer server) {
    this.server = server;
    this.store = server.bean(FhirStore.class);
  }

  @Test
  void whoseRoleIsRevokedIsOutWithTheirTokensWithinAMinute() throws Exception {
    String practitioner = store.save(new Practitioner()).getIdElement().getIdPart();
    HttpResponse<String> invited = invite("technician", "Practitioner/" + practitioner, manager());
    assertThat(invited.statusCode()).as(invited.body()).isEqualTo(200);
    String bearer = signedIn(invited);
    assertThat(get("/fhir/Patient?_count=1", bearer)).isEqualTo(200);
    String role = role(practitioner);
    HttpResponse<String> revoked =
        server.post(
            "/fhir/PractitionerRole/" + role + "/$revoke",
            """
            {"resourceType":"Parameters","parameter":[
              {"name":"reason","valueString":"has left"}]}""");
    assertThat(revoked.statusCode()).as(revoked.body()).isEqualTo(200);
    assertThat(revoked.body()).contains(name);
    assertThat(store.find(PractitionerRole.class, role).orElseThrow().getActive()).isFalse();
    Await.until("the token is out", PATIENCE, () -> get("/fhir/Patient?_count=1", bearer) == 401);
    assertThat(new TestBrowser(server).signedIn(name, TestBrowser.PASSWORD, "")).isFalse();
  }

  @Test
  void onlyAManagerInvitesAndNoAppOfAManager() {
    String person = "Practitioner/x";
    assertThat(invite("manager", person, server.token(Role.STAFF_PHARMACIST)).statusCode())
        .isEqualTo(403);
    assertThat(invite("emperor", person, manager()).statusCode()).isEqualTo(400);
    assertThat(invite("system-lab", person, manager()).statusCode()).isEqualTo(400);
    String app = "test-inviting-" + UUID.randomUUID();
    String token = granted(app, "test-manager", "user/*.cruds");
    assertThat(get("/fhir/Patient?_count=1", token)).isEqualTo(200);
    assertThat(invite("manager", person, token).statusCode()).isEqualTo(403);
  }

  @Test
  void whatAPersonAllowedAnAppIsListedAndTakenBack() throws Exception {
    String app = "test-listed-" + UUID.randomUUID();
    String token = granted(app, PHARMACIST, "offline_access user/Patient.rs");
    String own = server.token(Role.STAFF_PHARMACIST);
    assertThat(apps(own)).contains("\"" + app + "\"", "See Patient that you can reach");
    assertThat(get("/api/me/apps", token)).as("the app itself").isEqualTo(403);
    assertThat(get("/fhir/Patient?_count=1", token)).isEqualTo(200);
    HttpResponse<String> gone = server.send(server.request("/api/me/apps/" + app, own).DELETE());
    assertThat(gone.statusCode()).isEqualTo(204);
    assertThat(apps(own)).doesNotContain(app);
    Await.until("the token is out", PATIENCE, () -> get("/fhir/Patient?_count=1", token) == 401);
    traced("DELETE /api/me/apps/" + app, "0");
  }

  @Test
  void everyChangeByTheAdminAddressesLeavesATrace() throws Exception {
    String app = "test-traced-" + UUID.randomUUID();
    register(app);
    traced("PUT /api/clients/" + app, "0");
    assertThat(
            server
                .send(server.request("/api/clients/" + app, server.token(Role.TECHNICIAN)).DELETE())
                .statusCode())
        .isEqualTo(403);
    traced("DELETE /api/clients/" + app, "4");
    assertThat(
            server
                .send(
                    server
                        .request("/api/accounts/" + name + "/suspend")
                        .POST(BodyPublishers.noBody()))
                .statusCode())
        .isEqualTo(404);
    traced("POST /api/accounts/" + name + "/suspend", "4");
  }

  private void traced(String what, String outcome) throws Exception {
    String search =
        "/fhir/AuditEvent?entity-name="
            + URLEncoder.encode(what, StandardCharsets.UTF_8)
            + "&outcome="
            + outcome;
    Await.until(
        what + " is in the trail",
        PATIENCE,
        () ->
            server
                .send(server.request(search).header("Cache-Control", "no-cache"))
                .body()
                .contains("AuditEvent/"));
  }

  private String manager() {
    return server.token(Role.MANAGER);
  }

  private HttpResponse<String> invite(String role, String person, String by) {
    String body =
        """
        {"resourceType":"Parameters","parameter":[
          {"name":"name","valueString":"%s"},{"name":"reason","valueString":"new"},{"name":"display-name","valueString":"A person"},
          {"name":"role","valueCode":"%s"},{"name":"person","valueReference":{"reference":"%s"}}]}"""
            .formatted(name, role, person);
    return server.send(
        server
            .request("/fhir/Practitioner/$invite-user", by)
            .header("Content-Type", "application/fhir+json")
            .POST(BodyPublishers.ofString(body)));
  }

  /** Sets the password by the link, signs in by our own pages, and gives the token. */
  private String signedIn(HttpResponse<String> invited) {
    var browser = new TestBrowser(server);
    String link = found("(/login/welcome\\?invitation=[\\w-]+)", invited.body());
    String csrf = found("name=\"_csrf\" value=\"([^\"]+)\"", browser.get("/login").body());
    browser.post(
        "/login/welcome",
        Map.of(
            "_csrf",
            csrf,
            "invitation",
            link.substring(link.indexOf('=') + 1),
            "password",
            TestBrowser.PASSWORD,
            "again",
            TestBrowser.PASSWORD));
    String back = server.root() + "/app/callback";
    String ask = browser.authorize("mortar-web", back, "openid user/*.cruds", Map.of());
    HttpResponse<String> token = browser.exchange(browser.signIn(name, ask), "mortar-web", back);
    return TestBrowser.field(token, "access_token");
  }

  private String role(String practitioner) {
    var role = new PractitionerRole();
    role.setActive(true).setPractitioner(new Reference("Practitioner/" + practitioner));
    role.addCode().addCoding(new Coding(Canonicals.CS_ROLE, "technician", null));
    return store.save(role).getIdElement().getIdPart();
  }

  private String granted(String app, String user, String scope) {
    server.token(Role.MANAGER);
    server.token(Role.STAFF_PHARMACIST);
    register(app);
    var browser = new TestBrowser(server);
    String back = "com.example.test:/back";
    String page = browser.signIn(user, browser.authorize(app, back, scope, Map.of()));
    HttpResponse<String> token =
        browser.exchange(browser.consent(page, List.of(), List.of()), app, back);
    assertThat(token.statusCode()).as(token.body()).isEqualTo(200);
    return TestBrowser.field(token, "access_token");
  }

  private void register(String app) {
    String json =
        """
        {"name": "Test app", "kind": "NATIVE", "redirectUris": ["com.example.test:/back"],
         "scopes": ["openid", "offline_access", "user/*.cruds"]}""";
    HttpResponse<String> answer =
        server.send(server.request("/api/clients/" + app).PUT(BodyPublishers.ofString(json)));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  private String apps(String token) {
    return server.send(server.request("/api/me/apps", token)).body();
  }

  private int get(String path, String token) {
    return server.send(server.request(path, token)).statusCode();
  }

  private static String found(String pattern, String text) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    assertThat(matcher.find()).as(text).isTrue();
    return matcher.group(1);
  }
}

package dev.mortar.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.mortar.access.Role;
import dev.mortar.authorization.Account;
import dev.mortar.authorization.Accounts;
import dev.mortar.server.ServerTest;
import dev.mortar.server.TestLicence;
import dev.mortar.server.TestServer;
import dev.mortar.store.FhirStore;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.text.ParseException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.hl7.fhir.r4.model.Practitioner;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Sign-in by identity providers, with a real one that runs beside the server. */
@ServerTest
class FederationIT {
  private static final String OFFICE = "/office";
  private static final String PHARMACISTS = "/pharmacists";
  private static final String TECHNICIANS = "/technicians";

  private final TestServer server;
  private final TestProvider provider;
  private final TestBrowser browser;
  private final String name = "fed-" + UUID.randomUUID();

  FederationIT(TestServer server) {
    this.server = server;
    this.browser = new TestBrowser(server);
    this.provider = TestProvider.start(server);
  }

  @AfterEach
  void theProviderStops() {
    provider.close();
  }

  @Test
  void whoIsNewGetsAnAccountWithTheRoleOfTheirGroupsAndGoesOnWhereTheyWere() throws Exception {
    provider.people.put(name, person(List.of("staff", TECHNICIANS, OFFICE), "mfa"));
    String redirect = server.root() + "/app/callback";
    String authorize = browser.authorize("mortar-web", redirect, "openid user/*.cruds", Map.of());
    assertThat(TestBrowser.location(browser.get(authorize))).endsWith("/login");
    assertThat(browser.get("/login").body())
        .contains("href=\"/federation/staff\">Sign in with the clinic</a>")
        .contains("href=\"/federation/other\">Sign in with the hospital</a>");
    String back = browser.follow(server.root() + arrived("staff"));
    assertThat(back).startsWith(redirect).contains("code=");
    HttpResponse<String> tokens = browser.exchange(back, "mortar-web", redirect);
    for (String kind : List.of("access_token", "id_token")) {
      JWTClaimsSet claims = claims(TestBrowser.field(tokens, kind));
      assertThat(claims.getStringListClaim("amr")).as(kind).containsExactly("fed", "mfa");
      assertThat(claims.getStringClaim("acr")).isEqualTo("urn:mortar:acr:2");
    }
    HttpResponse<String> me =
        server.send(server.request("/api/me", TestBrowser.field(tokens, "access_token")));
    assertThat(me.body()).contains("\"admin-staff\"").contains("Fred of " + name);
    Practitioner practitioner =
        server
            .client()
            .read()
            .resource(Practitioner.class)
            .withId(TestBrowser.field(me, "fhirUser"))
            .execute();
    assertThat(practitioner.getIdentifierFirstRep().getValue()).isEqualTo(name);
    isNoted(name, "0", "signed in", "staff");
    assertThat(browser.signedIn(name, "", "")).isFalse();
  }

  @Test
  void aSignInWithoutASecondFactorSaysSo() throws Exception {
    provider.people.put(name, person(List.of(OFFICE), "pwd"));
    JWTClaimsSet claims = claims(token());
    assertThat(claims.getStringListClaim("amr")).containsExactly("fed");
    assertThat(claims.getStringClaim("acr")).isEqualTo("urn:mortar:acr:1");
    signIn("staff", name);
    // A passkey would be a way in that the provider knows nothing of.
    assertThat(browser.get("/login/passkeys").statusCode()).isEqualTo(403);
  }

  @Test
  void groupsDecideAtEachSignInAndWhoHasNoneIsOutWithTheirTokens() throws Exception {
    provider.people.put(name, person(List.of(OFFICE), "mfa"));
    token();
    assertThat(grants()).isPositive();
    provider.people.put(name, person(List.of(TECHNICIANS), "mfa"));
    signInAnew("staff");
    assertThat(account().role()).isEqualTo(Role.TECHNICIAN);
    assertThat(grants()).isZero();
    token();
    assertThat(grants()).isPositive();
    provider.people.put(name, person(List.of("/visitors"), "mfa"));
    HttpResponse<String> refused = signInAnew("staff");
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.body())
        .contains("None of your groups at the clinic has a role here. Ask your pharmacy manager.");
    assertThat(grants()).isZero();
    isNoted(name, "4", "None of your groups", "staff");
  }

  @Test
  void anAccountIsLinkedByAManagerAndNeverByNameOrMail() {
    Account known = account(Role.ADMIN_STAFF);
    String subject = "number-" + name;
    provider.people.put(subject, mail(known.username() + "@hospital.example", true));
    HttpResponse<String> stranger = signIn("other", subject);
    assertThat(stranger.statusCode()).as(stranger.body()).isEqualTo(403);
    assertThat(stranger.body())
        .contains("Tell your pharmacy manager this number")
        .contains(subject);
    String path = "/api/accounts/" + known.username() + "/federation";
    assertThat(link(path, "other", subject, server.token(Role.STAFF_PHARMACIST))).isEqualTo(403);
    assertThat(link(path, "nowhere", subject, server.token(Role.MANAGER))).isEqualTo(400);
    assertThat(link(path, "other", subject, server.token(Role.MANAGER))).isEqualTo(204);
    assertThat(link(path, "other", subject, server.token(Role.MANAGER))).isEqualTo(204);
    server.token(Role.TECHNICIAN);
    String theirs = "/api/accounts/test-technician/federation";
    assertThat(link(theirs, "other", subject, server.token(Role.MANAGER))).isEqualTo(409);
    assertThat(server.get(path).body()).contains("\"other\"").contains(subject);
    assertThat(server.get("/api/federation").body()).contains("the hospital");
    HttpResponse<String> linked = signIn("other", subject);
    assertThat(TestBrowser.location(linked)).endsWith("/app/");
    provider.people.put(subject, mail(known.username() + "@elsewhere.example", true));
    assertThat(signIn("other", subject).body()).contains("Your e-mail address is not one of those");
    provider.people.put(subject, mail(known.username() + "@hospital.example", false));
    assertThat(signIn("other", subject).statusCode()).isEqualTo(403);
    String one = path + "?provider=other&reason=test&subject=" + subject;
    assertThat(server.send(server.request(one).DELETE()).statusCode()).isEqualTo(204);
    assertThat(server.send(server.request(one).DELETE()).statusCode()).isEqualTo(404);
    provider.people.put(subject, mail(known.username() + "@hospital.example", true));
    assertThat(signIn("other", subject).statusCode()).isEqualTo(403);
  }

  @Test
  void aNameThatIsTakenIsNobodysNewAccountAndAPatientsAccountGetsNoRole() {
    Account known = account(Role.TECHNICIAN);
    var claims = new HashMap<>(person(List.of("/pharmacy managers"), "mfa"));
    claims.put("preferred_username", known.username().toUpperCase(Locale.ROOT));
    provider.people.put("intruder-" + name, claims);
    HttpResponse<String> refused = signIn("staff", "intruder-" + name);
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.body()).contains("not linked to the clinic");
    assertThat(server.bean(Accounts.class).find(known.username())).contains(known);
    server.token(Role.PATIENT);
    String path = "/api/accounts/test-patient/federation";
    String subject = "patient-" + name;
    assertThat(link(path, "staff", subject, server.token(Role.MANAGER))).isEqualTo(204);
    provider.people.put(subject, person(List.of("/pharmacy managers"), "mfa"));
    assertThat(signIn("staff", subject).body()).contains("your account is a patient&#39;s");
  }

  @Test
  void aClinicalRoleByGroupsNeedsALicence() {
    provider.people.put(name, person(List.of(PHARMACISTS), "mfa"));
    HttpResponse<String> refused = signInAnew("staff");
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.body()).contains("needs an active licence");
    String id = account().fhirUser().substring("Practitioner/".length());
    FhirStore store = server.bean(FhirStore.class);
    store.save(
        TestLicence.with(
            store.find(Practitioner.class, id).orElseThrow(), LocalDate.now().plusDays(1)));
    assertThat(signInAnew("staff").statusCode()).isEqualTo(302);
    assertThat(account().role()).isEqualTo(Role.STAFF_PHARMACIST);
  }

  @Test
  void whoIsSuspendedStaysOut() {
    provider.people.put(name, person(List.of(OFFICE), "mfa"));
    assertThat(signIn("staff", name).statusCode()).isEqualTo(302);
    String path = "/api/accounts/" + name + "/suspend";
    assertThat(
            server
                .send(
                    server
                        .request(path)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString("{\"reason\":\"test\"}")))
                .statusCode())
        .isEqualTo(204);
    TestBrowser fresh = new TestBrowser(server);
    HttpResponse<String> refused = callback(fresh, "staff", name);
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.body()).contains("Your account here is closed.");
    assertThat(TestBrowser.location(fresh.get("/ehr/arrived"))).endsWith("/login");
  }

  @Test
  void signingOutHereLeadsOnToTheProvider() {
    provider.people.put(name, person(List.of(OFFICE), "mfa"));
    signIn("staff", name);
    HttpResponse<String> page = browser.get("/logout");
    assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
        .contains("form-action 'self' " + server.provider());
    String next = browser.signOutTo();
    assertThat(next)
        .startsWith(server.provider() + "/staff/connect/logout?id_token_hint=")
        .contains("post_logout_redirect_uri=");
    assertThat(TestBrowser.location(browser.get("/ehr/arrived"))).endsWith("/login");
    TestBrowser own = new TestBrowser(server);
    server.token(Role.TECHNICIAN);
    assertThat(own.signedIn("test-technician", TestBrowser.PASSWORD, "")).isTrue();
    own.signOut();
  }

  @Test
  void aProviderThatIsDownIsSaidOnAPage() throws Exception {
    HttpResponse<String> down = browser.get("/federation/down");
    assertThat(down.statusCode()).isEqualTo(503);
    assertThat(down.body()).contains("does not answer").contains("sign in with your password");
    assertThat(browser.get("/federation/nowhere").statusCode()).isEqualTo(400);
    String there = browser.follow(server.root() + "/federation/staff");
    String back = provider.signIn(there, name);
    provider.close();
    HttpResponse<String> lost = browser.get(local(back));
    assertThat(lost.statusCode()).isEqualTo(503);
    isNoted("(unknown)", "4", "does not answer", "staff");
  }

  /** What a new browser sees after the sign-in. */
  private HttpResponse<String> signInAnew(String by) {
    return callback(new TestBrowser(server), by, name);
  }

  private HttpResponse<String> signIn(String by, String subject) {
    return callback(browser, by, subject);
  }

  private HttpResponse<String> callback(TestBrowser with, String by, String subject) {
    String there = with.follow(server.root() + "/federation/" + by);
    return with.get(local(provider.signIn(there, subject)));
  }

  /** Where the sign-in leads here. */
  private String arrived(String by) {
    URI next = URI.create(TestBrowser.location(signIn(by, name)));
    return next.getRawPath() + "?" + next.getRawQuery();
  }

  /** Of our own pages, by a new browser. */
  private String token() {
    TestBrowser fresh = new TestBrowser(server);
    String redirect = server.root() + "/app/callback";
    fresh.get(fresh.authorize("mortar-web", redirect, "openid user/*.cruds", Map.of()));
    String next = TestBrowser.location(callback(fresh, "staff", name));
    String back = fresh.follow(next.startsWith("/") ? server.root() + next : next);
    return TestBrowser.field(fresh.exchange(back, "mortar-web", redirect), "access_token");
  }

  private Map<String, Object> person(List<String> groups, String method) {
    return Map.of(
        "preferred_username",
        name,
        "name",
        "Fred of " + name,
        "realm_access",
        Map.of("roles", groups),
        "amr",
        List.of(method));
  }

  private static Map<String, Object> mail(String address, boolean verified) {
    String known = address.substring(0, address.indexOf('@'));
    return Map.of("preferred_username", known, "email", address, "email_verified", verified);
  }

  private Account account(Role role) {
    var account = new Account(name, "Local", role, "Practitioner/local", Optional.empty(), true);
    server.bean(Accounts.class).save(account, "a password that nobody types");
    return account;
  }

  private Account account() {
    return server.bean(Accounts.class).find(name).orElseThrow();
  }

  private int grants() {
    return server
        .bean(JdbcClient.class)
        .sql("select count(*) from oauth2_authorization where principal_name = ?")
        .param(name)
        .query(Integer.class)
        .single();
  }

  private int link(String path, String by, String subject, String token) {
    return server
        .send(
            server
                .request(path, token)
                .header("Content-Type", "application/json")
                .PUT(
                    BodyPublishers.ofString(
                        "{\"provider\":\"%s\",\"subject\":\"%s\",\"reason\":\"test\"}"
                            .formatted(by, subject))))
        .statusCode();
  }

  private void isNoted(String who, String outcome, String what, String from) throws Exception {
    TestTrail.isNoted(server, who, outcome, what, from);
  }

  private static JWTClaimsSet claims(String token) throws ParseException {
    return SignedJWT.parse(token).getJWTClaimsSet();
  }

  private static String local(String address) {
    URI uri = URI.create(address);
    return uri.getRawPath() + "?" + uri.getRawQuery();
  }
}

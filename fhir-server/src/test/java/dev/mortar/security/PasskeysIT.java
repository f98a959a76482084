package dev.mortar.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mortar.access.Role;
import dev.mortar.authorization.Account;
import dev.mortar.authorization.Accounts;
import dev.mortar.authorization.People;
import dev.mortar.authorization.TestDevice;
import dev.mortar.server.Await;
import dev.mortar.server.ServerTest;
import dev.mortar.server.TestServer;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.AuditEvent;
import org.hl7.fhir.r4.model.AuditEvent.AuditEventOutcome;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.web.util.HtmlUtils;

/** Passkeys over real HTTP, by a device that also lies. */
@ServerTest
class PasskeysIT {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String EVIL = "https://evil.example";

  private final TestServer server;
  private final TestBrowser browser;
  private final TestDevice device;
  private final String name = "passkey-" + UUID.randomUUID();

  PasskeysIT(TestServer server) {
    this.server = server;
    this.browser = new TestBrowser(server);
    this.device = new TestDevice(server.root().toString());
  }

  @BeforeEach
  void theyHaveAnAccount() {
    hasAccount(name);
  }

  @Test
  void aPasskeyOpensTheAccountAndThePasswordAloneDoesNotAnyMore() throws Exception {
    String recovery = addedPasskey(browser, name, device);
    assertThat(browser.get("/login/passkeys").body()).contains("My telephone", "not used yet");
    assertThat(new TestBrowser(server).signedIn(name, TestBrowser.PASSWORD, "")).isFalse();
    assertThat(new TestBrowser(server).signedIn(name, TestBrowser.PASSWORD, recovery)).isTrue();
    assertThat(new TestBrowser(server).signedIn(name, TestBrowser.PASSWORD, recovery)).isFalse();

    TestBrowser alone = new TestBrowser(server);
    assertThat(signIn(alone, "", "", device)).isTrue();
    String ask =
        alone.authorize(
            "mortar-web", server.root() + "/app/callback", "openid user/*.cruds", Map.of());
    HttpResponse<String> token =
        alone.exchange(alone.follow(ask), "mortar-web", server.root() + "/app/callback");
    assertThat(TestBrowser.field(token, "access_token")).isNotEmpty();

    TestBrowser both = new TestBrowser(server);
    assertThat(signIn(both, name, TestBrowser.PASSWORD, device)).isTrue();
    assertThat(signIn(new TestBrowser(server), name, "wrong", device)).isFalse();
    isNoted(name, AuditEventOutcome._0, "Login", "passkey");
    isNoted(name, AuditEventOutcome._0, "User Security Attributes Changed", "passkey");

    remove(both, device.id());
    assertThat(new TestBrowser(server).signedIn(name, TestBrowser.PASSWORD, "")).isTrue();
    assertThat(signIn(new TestBrowser(server), "", "", device)).isFalse();
  }

  @Test
  void anAnswerThatWasTakenOrIsFromElsewhereOpensNothing() throws Exception {
    addedPasskey(browser, name, device);
    TestBrowser thief = new TestBrowser(server);
    String page = thief.get("/login").body();
    String answer = device.sign(options(page));
    assertThat(post(thief, page, "", "", answer)).isTrue();
    thief.signOut();
    assertThat(post(thief, thief.get("/login").body(), "", "", answer))
        .as("the answer of an earlier question")
        .isFalse();
    assertThat(post(new TestBrowser(server), name, answer))
        .as("the same in another session")
        .isFalse();
    assertThat(signIn(new TestBrowser(server), "", "", device.at(EVIL))).isFalse();
    assertThat(signIn(new TestBrowser(server), name, TestBrowser.PASSWORD, device)).isFalse();
    device.at(server.root().toString()).forParty("evil.example");
    assertThat(signIn(new TestBrowser(server), "", "", device)).isFalse();
    device.forParty(server.root().getHost()).verifying(false);
    assertThat(signIn(new TestBrowser(server), "", "", device)).isFalse();
    assertThat(signIn(new TestBrowser(server), "", "", device.verifying(true))).isTrue();
    isNoted("(passkey)", AuditEventOutcome._4, "Login", "");
    isNoted(name, AuditEventOutcome._4, "Login", "");
  }

  @Test
  void thePasskeyOfSomebodyElseIsNoSecondFactor() throws Exception {
    String other = "other-" + name;
    hasAccount(other);
    TestDevice theirs = new TestDevice(server.root().toString());
    addedPasskey(browser, name, device);
    addedPasskey(new TestBrowser(server), other, theirs);
    assertThat(signIn(new TestBrowser(server), name, TestBrowser.PASSWORD, theirs)).isFalse();
    assertThat(signIn(new TestBrowser(server), other, TestBrowser.PASSWORD, theirs)).isTrue();
    remove(browser, theirs.id());
    assertThat(signIn(new TestBrowser(server), "", "", theirs)).isTrue();
    isNoted(name, AuditEventOutcome._4, "Login", "");
    isNoted(name, AuditEventOutcome._4, "User Security Attributes Changed", "passkey");
  }

  @Test
  void aPasskeyIsAddedOnlyByWhoSignedInHereAndOnlyFromHere() throws Exception {
    assertThat(TestBrowser.location(browser.get("/login/passkeys"))).endsWith("/login");
    assertThat(browser.signedIn(name, TestBrowser.PASSWORD, "")).isTrue();
    String page = browser.get("/login/passkeys").body();
    String elsewhere = device.at(EVIL).create(options(page));
    assertThat(add(browser, page, elsewhere)).contains("was not added");
    isNoted(name, AuditEventOutcome._4, "User Security Attributes Changed", "passkey");
    String here =
        device.at(server.root().toString()).create(options(browser.get("/login/passkeys").body()));
    assertThat(add(browser, page, here)).contains("Keep these codes");
    assertThat(add(browser, page, here)).as("the same again").contains("was not added");
    assertThat(browser.get("/login/passkeys").headers().firstValue("Content-Security-Policy"))
        .hasValueSatisfying(policy -> assertThat(policy).endsWith("/login/passkey.js"));
  }

  @Test
  void aSuspendedPersonIsNotLetInByTheirPasskey() {
    addedPasskey(browser, name, device);
    // Somebody must be left who can let others in.
    assertThat(server.token(Role.MANAGER)).isNotEmpty();
    server.bean(People.class).suspend(name);
    assertThat(signIn(new TestBrowser(server), "", "", device)).isFalse();
  }

  private void hasAccount(String username) {
    server
        .bean(Accounts.class)
        .save(
            new Account(
                username,
                "A person",
                Role.TECHNICIAN,
                "Practitioner/" + username,
                Optional.empty(),
                true),
            TestBrowser.PASSWORD);
  }

  /** Signs in by password, adds the passkey, and returns a recovery code. */
  private static String addedPasskey(TestBrowser by, String username, TestDevice device) {
    assertThat(by.signedIn(username, TestBrowser.PASSWORD, "")).isTrue();
    String page = by.get("/login/passkeys").body();
    return found("<li><code>([A-Z2-7-]+)</code>", add(by, page, device.create(options(page))));
  }

  private static String add(TestBrowser by, String page, String answer) {
    return by.post(
            "/login/passkeys",
            Map.of("_csrf", csrf(page), "label", "My telephone", "passkey", answer))
        .body();
  }

  private static void remove(TestBrowser by, String id) {
    String page = by.get("/login/passkeys").body();
    by.post("/login/passkeys", Map.of("_csrf", csrf(page), "remove", id));
  }

  private static boolean signIn(
      TestBrowser by, String username, String password, TestDevice device) {
    String page = by.get("/login").body();
    return post(by, page, username, password, device.sign(options(page)));
  }

  private static boolean post(TestBrowser by, String username, String answer) {
    return post(by, by.get("/login").body(), username, "", answer);
  }

  private static boolean post(
      TestBrowser by, String page, String username, String password, String answer) {
    Map<String, String> form =
        Map.of("_csrf", csrf(page), "username", username, "password", password, "passkey", answer);
    String next = TestBrowser.location(by.post("/login", form));
    assertThat(next).isNotEmpty();
    return !next.contains("error");
  }

  private void isNoted(String who, AuditEventOutcome outcome, String what, String entity)
      throws Exception {
    Await.until(what + " of " + who, SOON, () -> noted(who, outcome, what, entity));
  }

  private boolean noted(String who, AuditEventOutcome outcome, String what, String entity) {
    String newest =
        server.get("/fhir/AuditEvent?altid=" + who + "&_sort=-_lastUpdated&_count=50").body();
    return server.parse(Bundle.class, newest).getEntry().stream()
        .map(BundleEntryComponent::getResource)
        .map(AuditEvent.class::cast)
        .filter(event -> event.getOutcome() == outcome)
        .filter(event -> event.getSubtypeFirstRep().getDisplay().equals(what))
        .anyMatch(
            event ->
                entity.isEmpty()
                    || event.getEntity().stream().anyMatch(one -> entity.equals(one.getName())));
  }

  private static String options(String page) {
    return HtmlUtils.htmlUnescape(found("data-options=\"([^\"]+)\"", page));
  }

  private static String csrf(String page) {
    return found("name=\"_csrf\" value=\"([^\"]+)\"", page);
  }

  private static String found(String pattern, String text) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    assertThat(matcher.find()).as(text).isTrue();
    return matcher.group(1);
  }
}

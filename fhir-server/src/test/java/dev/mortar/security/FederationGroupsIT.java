package dev.mortar.security;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.sun.net.httpserver.HttpServer;
import dev.mortar.access.Role;
import dev.mortar.authorization.Account;
import dev.mortar.authorization.Accounts;
import dev.mortar.server.ServerTest;
import dev.mortar.server.TestServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Groups that the ID token does not hold: at UserInfo, and of somebody in very many. */
@ServerTest
class FederationGroupsIT {
  private static final String OFFICE = "/office";
  private static final String TECHNICIANS = "/technicians";

  private final TestServer server;
  private final TestProvider provider;
  private final HttpServer evil;
  private final AtomicInteger caught = new AtomicInteger();
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final Logger logger =
      (Logger) LoggerFactory.getLogger("dev.mortar.federation.RoleClaims");
  private final String name = "fed-" + UUID.randomUUID();

  FederationGroupsIT(TestServer server) throws IOException {
    this.server = server;
    this.provider = TestProvider.start(server);
    this.evil = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    evil.createContext(
        "/",
        exchange -> {
          caught.incrementAndGet();
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    evil.start();
    log.start();
    logger.addAppender(log);
    provider.people.put(name, Map.of("preferred_username", name));
  }

  @AfterEach
  void allStopsAndNothingWasFollowed() {
    logger.detachAppender(log);
    provider.close();
    evil.stop(0);
    assertThat(caught).hasValue(0);
  }

  @Test
  void groupsThatOnlyUserInfoTellsDecideOnTheRole() throws Exception {
    provider.more.put(name, groups(OFFICE));
    comesIn("staff");
    assertThat(account().role()).isEqualTo(Role.ADMIN_STAFF);
    provider.userInfo =
        (who, response) ->
            TestProvider.tell(response, "application/jwt", signed(provider.key(), "mortar"));
    provider.more.put(name, groups(TECHNICIANS));
    comesIn("staff");
    assertThat(account().role()).isEqualTo(Role.TECHNICIAN);
    provider.more.put(name, Map.of());
    refused("staff", 403, "None of your groups at the clinic has a role here.");
  }

  @Test
  void onlyGroupsAreBelievedOfUserInfo() {
    var told = new HashMap<>(groups(OFFICE));
    told.put("preferred_username", "fed-another");
    told.put("amr", List.of("mfa"));
    told.put("iss", "https://evil.example");
    provider.more.put(name, told);
    comesIn("staff");
    assertThat(account().username()).isEqualTo(name);
    assertThat(server.bean(Accounts.class).find("fed-another")).isEmpty();
  }

  @Test
  void whatTheIdTokenSaysIsNotAskedForAgain() {
    provider.people.put(name, groups());
    provider.more.put(name, groups(OFFICE));
    refused("staff", 403, "None of your groups at the clinic has a role here.");
    provider.userInfo = (who, response) -> response.sendError(500);
    provider.people.put(
        name, Map.of("preferred_username", name, "realm_access", Map.of("roles", List.of(OFFICE))));
    comesIn("staff");
  }

  @Test
  void userInfoOfSomebodyElseIsRefused() throws Exception {
    provider.more.put(name, with(groups(OFFICE), "sub", "somebody-else"));
    refused("staff", 400, "The UserInfo of the identity provider is of somebody else.");
    TestTrail.isNoted(server, "(unknown)", "4", "is of somebody else", "staff");
    provider.userInfo = (who, response) -> TestProvider.tell(response, groups(OFFICE));
    refused("staff", 400, "is of somebody else");
    assertThat(server.bean(Accounts.class).find(name)).isEmpty();
  }

  @Test
  void userInfoIsNotFollowedElsewhere() {
    for (int status : List.of(301, 302, 303, 307, 308)) {
      provider.userInfo =
          (who, response) -> {
            response.setStatus(status);
            response.setHeader("Location", evil());
          };
      refused("staff", 400, "answered " + status);
    }
  }

  @Test
  void signedUserInfoIsTheProvidersOwnAndForThisAppOrRefused() throws Exception {
    provider.more.put(name, groups(OFFICE));
    RSAKey other = new RSAKeyGenerator(2048).generate();
    Map<String, String> answers =
        Map.of(
            signed(other, "mortar"),
            "The UserInfo of the identity provider is not verified",
            signed(provider.key(), "somebody-else"),
            "of another issuer or for another app",
            "no answer",
            "is not verified");
    for (Map.Entry<String, String> answer : answers.entrySet()) {
      provider.userInfo =
          (who, response) -> TestProvider.tell(response, "application/jwt", answer.getKey());
      refused("staff", 400, answer.getValue());
    }
    provider.userInfo =
        (who, response) -> TestProvider.tell(response, "application/jwt", "a.b.c.d.e");
    refused("staff", 502, "encrypts its UserInfo, which is not supported");
  }

  @Test
  void anOutageIsNoLossOfGroups() {
    provider.more.put(name, groups(OFFICE));
    comesIn("staff");
    provider.userInfo = (who, response) -> response.sendError(503);
    refused("staff", 503, "answered 503");
    assertThat(account().role()).isEqualTo(Role.ADMIN_STAFF);
  }

  @Test
  void whoIsInVeryManyGroupsIsRefusedWithoutTheSettingAndTheOperatorIsTold() {
    provider.more.put(name, groups(OFFICE));
    comesIn("staff");
    provider.people.put(name, elsewhere("realm_access"));
    refused("staff", 502, "You are in more groups at the clinic than a sign-in can name");
    assertThat(account().role()).isEqualTo(Role.ADMIN_STAFF);
    assertThat(logged())
        .anyMatch(line -> line.contains("mortar.federation.providers.staff.roles.overage.endpoint"))
        .noneMatch(line -> line.contains(name) || line.contains(evil()));
  }

  @Test
  void whereUserInfoSaysThatGroupsLieIsNotAskedEither() {
    provider.more.put(name, elsewhere("realm_access"));
    refused("staff", 502, "You are in more groups at the clinic than a sign-in can name");
  }

  @Test
  void whoIsInVeryManyGroupsHasTheRoleThatTheDirectoryOfTheSettingsGives() {
    provider.people.put(name, elsewhere("groups"));
    provider.directory =
        (who, response) ->
            TestProvider.tell(
                response,
                who.equals(name)
                    ? Map.of("value", List.of("number-of-others", "number-of-technicians"))
                    : Map.of());
    comesIn("many");
    assertThat(account().role()).isEqualTo(Role.TECHNICIAN);
    provider.people.put(name, Map.of("preferred_username", name, "hasgroups", true));
    comesIn("many");
    provider.directory = (who, response) -> TestProvider.tell(response, Map.of("value", List.of()));
    refused("many", 403, "None of your groups at the university has a role here.");
  }

  @Test
  void aDirectoryThatDoesNotTellAllIsNotBelieved() {
    provider.people.put(name, elsewhere("groups"));
    List<String> manager = List.of("number-of-managers");
    List<Map<String, Object>> answers =
        List.of(
            Map.of("value", manager, "@odata.nextLink", evil()),
            Map.of("value", List.of(Map.of("id", "number-of-managers"))),
            Map.of("groups", manager),
            Map.of());
    for (Map<String, Object> answer : answers) {
      provider.directory = (who, response) -> TestProvider.tell(response, answer);
      refused("many", 502, "Your groups at the university could not be read as a whole.");
    }
    provider.directory =
        (who, response) ->
            TestProvider.tell(response, Map.of("value", manager, "sub", "somebody-else"));
    refused("many", 400, "The groups that the university tells are not yours.");
    provider.directory = (who, response) -> response.sendRedirect(evil());
    refused("many", 502, "Your groups at the university could not be asked for.");
    provider.directory = (who, response) -> response.sendError(403);
    refused("many", 502, "Your groups at the university could not be asked for.");
    assertThat(server.bean(Accounts.class).find(name)).isEmpty();
    assertThat(logged()).anyMatch(line -> line.contains("client.scopes"));
  }

  /** As Entra says it, but with an address of somebody else. */
  private Map<String, Object> elsewhere(String claim) {
    return Map.of(
        "preferred_username",
        name,
        "_claim_names",
        Map.of(claim, "src1"),
        "_claim_sources",
        Map.of("src1", Map.of("endpoint", evil(), "access_token", "theirs")));
  }

  private String evil() {
    return "http://127.0.0.1:" + evil.getAddress().getPort() + "/groups";
  }

  private Map<String, Object> groups(String... all) {
    return Map.of("preferred_username", name, "realm_access", Map.of("roles", List.of(all)));
  }

  private static Map<String, Object> with(Map<String, Object> claims, String claim, String value) {
    var all = new HashMap<>(claims);
    all.put(claim, value);
    return all;
  }

  private String signed(RSAKey key, String audience) {
    var claims = new JWTClaimsSet.Builder();
    provider.claims(name).forEach(claims::claim);
    try {
      return TestProvider.signedBy(
          key, claims.issuer(server.provider() + "/staff").audience(audience).build());
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private List<String> logged() {
    return log.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  private void comesIn(String by) {
    HttpResponse<String> answer = signIn(by);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(302);
  }

  private void refused(String by, int status, String why) {
    HttpResponse<String> answer = signIn(by);
    assertThat(answer.body()).contains(why);
    assertThat(answer.statusCode()).as(why).isEqualTo(status);
    assertThat(answer.headers().firstValue("Location")).isEqualTo(Optional.empty());
  }

  /** With a new browser. */
  private HttpResponse<String> signIn(String by) {
    TestBrowser browser = new TestBrowser(server);
    String there = browser.follow(server.root() + "/federation/" + by);
    URI back = URI.create(provider.signIn(there, name));
    return browser.get(back.getRawPath() + "?" + back.getRawQuery());
  }

  private Account account() {
    return server.bean(Accounts.class).find(name).orElseThrow();
  }
}

package dev.mortar.federation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.mortar.ehr.Http;
import dev.mortar.ehr.SmartException;
import dev.mortar.federation.FederationProperties.Provider;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is asked of whom, by real requests. */
class RoleClaimsTest {
  private static final Map<String, Object> ELSEWHERE =
      Map.of("_claim_names", Map.of("groups", "src1"));

  private final HttpServer server;
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final RoleClaims claims;

  RoleClaimsTest() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    var http = new Http();
    claims = new RoleClaims(http, new OpenIdTokens(http, Clock.systemUTC()));
  }

  @AfterEach
  void theServerStops() {
    server.stop(0);
  }

  @Test
  void nobodyIsAskedForWhatIsKnownOrNotWanted() {
    assertThat(groups(Map.of("groups", List.of("a")), Map.of())).containsExactly("a");
    assertThat(groups(Map.of("groups", List.of()), Map.of())).isEmpty();
    Provider without = FederationPropertiesTest.bind(settings("")).all().getFirst();
    Identity identity = identity(ELSEWHERE);
    assertThat(claims.complete(without, endpoints("/told"), identity, "token")).isSameAs(identity);
    assertThat(asked).isEmpty();
  }

  @Test
  void whereNobodyTellsMoreTheIdTokenIsAll() {
    Identity identity = identity(Map.of());
    Provider provider = provider(Map.of());
    assertThat(claims.complete(provider, endpoints(""), identity, "token")).isSameAs(identity);
    assertThat(asked).isEmpty();
  }

  @Test
  void userInfoIsAskedWithTheAccessToken() {
    assertThat(groups(Map.of(), Map.of())).containsExactly("b");
    assertThat(asked).containsExactly("GET /told Bearer token ");
    assertThatThrownBy(
            () -> claims.complete(provider(Map.of()), endpoints("/told"), identity(Map.of()), null))
        .isInstanceOf(SmartException.class)
        .hasMessageContaining("no access token");
  }

  @Test
  void aDirectoryIsAskedAsTheSettingsSay() {
    assertThat(groups(ELSEWHERE, Map.of("endpoint", at("/graph")))).containsExactly("c", "d");
    assertThat(
            groups(
                ELSEWHERE,
                Map.of("endpoint", at("/own?all=1"), "method", "get", "member", "my.groups")))
        .containsExactly("e");
    assertThat(asked)
        .containsExactly(
            "POST /graph Bearer token {\"securityEnabledOnly\":false}",
            "GET /own?all=1 Bearer token ");
  }

  @Test
  void aMarkOfOtherClaimsMeansNothing() {
    Map<String, Object> other = new HashMap<>(Map.of("_claim_names", Map.of("address", "src1")));
    other.put("groups", List.of("a"));
    assertThat(groups(other, Map.of())).containsExactly("a");
    assertThatThrownBy(() -> groups(ELSEWHERE, Map.of()))
        .isInstanceOf(SmartException.class)
        .hasMessageContaining("more groups at the clinic");
    assertThat(asked).isEmpty();
  }

  private List<String> groups(Map<String, Object> told, Map<String, String> overage) {
    return claims
        .complete(provider(overage), endpoints("/told"), identity(told), "token")
        .texts("groups");
  }

  private static Identity identity(Map<String, Object> told) {
    return new Identity("https://id.clinic.example", "7", told, "id token");
  }

  private Endpoints endpoints(String userInfo) {
    URI nowhere = URI.create(at("/nowhere"));
    Optional<URI> asked =
        userInfo.isEmpty() ? Optional.empty() : Optional.of(URI.create(at(userInfo)));
    return new Endpoints(nowhere, nowhere, nowhere, false, asked, Optional.empty());
  }

  private Provider provider(Map<String, String> overage) {
    Map<String, String> all = settings("groups");
    overage.forEach(
        (key, value) -> all.put("mortar.federation.providers.x.roles.overage." + key, value));
    return FederationPropertiesTest.bind(all).all().getFirst();
  }

  private Map<String, String> settings(String claim) {
    String first = "mortar.federation.providers.x.";
    Map<String, String> all = new HashMap<>();
    all.put(first + "label", "the clinic");
    all.put(first + "issuer", at(""));
    all.put(first + "client.id", "mortar");
    if (!claim.isEmpty()) {
      all.put(first + "roles.claim", claim);
      all.put(first + "roles.map[0].value", "a");
      all.put(first + "roles.map[0].role", "manager");
    }
    return all;
  }

  private String at(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  private void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    asked.add(
        exchange.getRequestMethod()
            + " "
            + exchange.getRequestURI()
            + " "
            + exchange.getRequestHeaders().getFirst("Authorization")
            + " "
            + body);
    String json =
        switch (exchange.getRequestURI().getPath()) {
          case "/told" -> "{\"sub\":\"7\",\"groups\":\"b\"}";
          case "/graph" -> "{\"value\":[\"c\",\"d\"]}";
          default -> "{\"my\":{\"groups\":[\"e\"]}}";
        };
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}

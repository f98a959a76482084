package dev.mortar.authorization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mortar.access.Caller;
import dev.mortar.access.Role;
import dev.mortar.access.Scopes;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class RatesTest {
  private final TestClock clock = new TestClock();
  private final Rates rates = new Rates(new LimitProperties(4, 3, 2, 2, 2, 2), clock);
  private final RateLimit limit = new RateLimit(new Buckets(5, clock), rates);

  @Test
  void aPersonWaitsInAllAppsTogetherAndNobodyForAnother() {
    for (String app : new String[] {"one", "two", "three"}) {
      assertThat(rates.of(person("anna", app))).isZero();
    }
    assertThat(rates.of(person("anna", "four"))).isPositive();
    assertThat(rates.of(person("bert", "five"))).isZero();
    clock.advance(Duration.ofMinutes(1));
    assertThat(rates.of(person("anna", "four"))).isZero();
  }

  @Test
  void anAppWaitsWhoeverUsesItButNotOurOwnPages() {
    assertThat(rates.of(person("anna", "app"))).isZero();
    assertThat(rates.of(person("bert", "app"))).isZero();
    assertThat(rates.of(person("cleo", "app"))).isPositive();
    for (String name : new String[] {"dora", "emil", "fred"}) {
      assertThat(rates.of(person(name, Tokens.OWN_PAGES))).isZero();
    }
  }

  @Test
  void anAddressWithoutATokenWaitsAfterSomeRefusalsAndNoOther() {
    assertThat(rates.ofRefusal("192.0.2.1")).isZero();
    assertThat(rates.ofRefusal("192.0.2.1")).isZero();
    assertThat(rates.ofRefusal("192.0.2.1")).isPositive();
    assertThat(rates.ofRefusal("192.0.2.2")).isZero();
  }

  @Test
  void aProgramWaitsAsAClient() {
    Caller program =
        new Caller(
            "lab", Role.SYSTEM_LAB, Optional.empty(), Optional.empty(), Scopes.parse(""), "lab");
    assertThat(rates.left(program)).isEqualTo(2);
    assertThat(rates.of(program)).isZero();
    assertThat(rates.left(program)).isEqualTo(1);
    assertThat(rates.of(program)).isZero();
    assertThat(rates.of(program)).isPositive();
  }

  @Test
  void anAddressWaitsWhoeverAsksThere() {
    for (int i = 0; i < 4; i++) {
      assertThat(rates.ofAddress("192.0.2.1")).isZero();
    }
    assertThat(rates.ofAddress("192.0.2.1")).isPositive();
    assertThat(rates.ofAddress("192.0.2.2")).isZero();
  }

  @Test
  void triesOfANameAreCountedForTheAddress() throws Exception {
    assertThat(signIn("anna", "192.0.2.1").getStatus()).isEqualTo(200);
    assertThat(signIn("anna", "192.0.2.1").getStatus()).isEqualTo(200);
    MockHttpServletResponse refused = signIn("anna", "192.0.2.1");
    assertThat(refused.getStatus()).isEqualTo(429);
    assertThat(refused.getHeader("Retry-After")).isEqualTo("31");
    assertThat(signIn("bert", "192.0.2.1").getStatus()).isEqualTo(200);
    assertThat(signIn("anna", "192.0.2.2").getStatus()).isEqualTo(200);
  }

  @Test
  void tokensOfAClientAreCountedHoweverItNamesItself() throws Exception {
    String basic = Base64.getEncoder().encodeToString("app:x".getBytes(StandardCharsets.UTF_8));
    assertThat(token("client_id", "app", "").getStatus()).isEqualTo(200);
    assertThat(token("other", "", "Basic " + basic).getStatus()).isEqualTo(200);
    assertThat(token("client_id", "app", "").getStatus()).isEqualTo(429);
    assertThat(token("client_assertion", "none", "").getStatus()).isEqualTo(200);
    assertThat(token("other", "", "Basic %").getStatus()).isEqualTo(200);
    assertThat(token("client_id", "others", "").getStatus()).isEqualTo(200);
    assertThat(token("client_id", "more", "").getStatus()).as("the address").isEqualTo(429);
  }

  @Test
  void theDefaultsLetHonestWorkThrough() {
    assertThat(bind(Map.of("mortar.other", "x")))
        .isEqualTo(new LimitProperties(120_000, 12_000, 60_000, 3_000, 30, 120));
  }

  @ParameterizedTest
  @CsvSource({"person, 0", "client, many", "peple, 5"})
  void aWrongValueOrAMisspeltKeyStopsTheStart(String key, String value) {
    assertThatThrownBy(() -> bind(Map.of("mortar.limits." + key, value)))
        .isInstanceOf(BindException.class);
  }

  private static LimitProperties bind(Map<String, String> settings) {
    return new Binder(new MapConfigurationPropertySource(settings))
        .bindOrCreate(
            "mortar.limits",
            Bindable.of(LimitProperties.class),
            new NoUnboundElementsBindHandler(BindHandler.DEFAULT));
  }

  private MockHttpServletResponse signIn(String name, String address)
      throws ServletException, IOException {
    var request = new MockHttpServletRequest("POST", "/login");
    request.setParameter("username", name);
    request.setRemoteAddr(address);
    return answer(request);
  }

  private MockHttpServletResponse token(String parameter, String value, String header)
      throws ServletException, IOException {
    var request = new MockHttpServletRequest("POST", "/oauth2/token");
    request.setParameter(parameter, value);
    if (!header.isEmpty()) {
      request.addHeader("Authorization", header);
    }
    return answer(request);
  }

  private MockHttpServletResponse answer(MockHttpServletRequest request)
      throws ServletException, IOException {
    var response = new MockHttpServletResponse();
    limit.doFilter(request, response, new MockFilterChain());
    return response;
  }

  private static Caller person(String name, String client) {
    return new Caller(
        name,
        Role.STAFF_PHARMACIST,
        Optional.of("Practitioner/" + name),
        Optional.empty(),
        Scopes.parse("user/*.rs"),
        client);
  }
}

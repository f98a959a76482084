package dev.mortar.authorization;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mortar.access.Role;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockHttpSession;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;

class SignInGuardTest {
  private final TestClock clock = new TestClock();
  private final JdbcClient jdbc = TestDatabase.jdbc();
  private final JdbcAccounts accounts =
      new JdbcAccounts(jdbc, Argon2PasswordEncoder.defaultsForSpringSecurity_v5_8(), clock);
  private final SecondFactors factors =
      new SecondFactors(jdbc, TestSeal.newest(), clock, new SecureRandom());
  private final SignInGuard guard =
      new SignInGuard(
          accounts,
          factors,
          new PasswordAge(accounts, Duration.ofDays(90), clock),
          AuthorizationPropertiesFixture.signIn(List.of("manager")),
          clock);

  @BeforeEach
  void twoPeopleHaveAccounts() {
    accounts.save(account("anna", Role.MANAGER), "a long password");
    accounts.save(account("bert", Role.TECHNICIAN), "a long password");
  }

  @AfterEach
  void nobodyIsSignedIn() {
    SecurityContextHolder.clearContext();
  }

  @Test
  void whoMustHaveASecondFactorTakesOneIntoUseBeforeAnyAppGetsAnything() throws Exception {
    assertThat(ask("anna", new MockHttpSession())).isEqualTo("/login/second-factor");
    assertThat(ask("bert", new MockHttpSession())).isEqualTo("let through");
    assertThat(ask("anna", new MockHttpSession(), SignIns.FEDERATED))
        .isEqualTo("/login/second-factor");
    assertThat(ask("anna", new MockHttpSession(), SignIns.FEDERATED, SignIns.SECOND_FACTOR))
        .isEqualTo("let through");
    String secret = factors.newSecret();
    assertThat(
            factors.enrol("anna", secret, Totp.code(secret, clock.instant().getEpochSecond() / 30)))
        .isNotEmpty();
    assertThat(ask("anna", new MockHttpSession())).isEqualTo("let through");
  }

  @Test
  void whosePasswordIsTooOldTakesAnotherBeforeAnyAppGetsAnything() throws Exception {
    clock.advance(Duration.ofDays(90));
    assertThat(ask("bert", new MockHttpSession(), SignIns.PASSWORD)).isEqualTo("let through");
    clock.advance(Duration.ofSeconds(1));
    assertThat(ask("bert", new MockHttpSession(), SignIns.PASSWORD)).isEqualTo("/login/password");
    assertThat(ask("bert", new MockHttpSession(), SignIns.PASSKEY)).isEqualTo("let through");
    assertThat(ask("bert", new MockHttpSession(), SignIns.FEDERATED)).isEqualTo("let through");
    accounts.replacePassword("bert", "another long password");
    assertThat(ask("bert", new MockHttpSession(), SignIns.PASSWORD)).isEqualTo("let through");
  }

  @Test
  void aSignInEndsAfterTwelveHoursHoweverBusy() throws Exception {
    var session = new MockHttpSession();
    for (int quarter = 0; quarter < 48; quarter++) {
      assertThat(ask("bert", session)).isEqualTo("let through");
      assertThat(session.isInvalid()).as("quarter " + quarter).isFalse();
      clock.advance(Duration.ofMinutes(15));
    }
    clock.advance(Duration.ofSeconds(1));
    ask("bert", session);
    assertThat(session.isInvalid()).isTrue();
    assertThat(SecurityContextHolder.getContext().getAuthentication()).isNull();
  }

  @Test
  void aSignInEndsAfterFifteenIdleMinutes() throws Exception {
    var session = new MockHttpSession();
    ask("bert", session);
    clock.advance(Duration.ofMinutes(15));
    ask("bert", session);
    assertThat(session.isInvalid()).isFalse();
    clock.advance(Duration.ofMinutes(15).plusSeconds(1));
    ask("bert", session);
    assertThat(session.isInvalid()).isTrue();
    assertThat(SecurityContextHolder.getContext().getAuthentication()).isNull();
  }

  @Test
  void aPageThatWaitsForTheSignInWaitsAsLongAsThePersonNeeds() throws Exception {
    var session = new MockHttpSession();
    askAs(null, session);
    clock.advance(Duration.ofHours(13));
    askAs(null, session);
    assertThat(session.isInvalid()).isFalse();
    assertThat(ask("bert", session)).isEqualTo("let through");
    assertThat(session.isInvalid()).isFalse();
  }

  /** Where the guard sends the person. */
  private String ask(String name, MockHttpSession session, String... how)
      throws ServletException, IOException {
    var authorities = Arrays.stream(how).map(SimpleGrantedAuthority::new).toList();
    return askAs(
        UsernamePasswordAuthenticationToken.authenticated(name, null, authorities), session);
  }

  private String askAs(@Nullable Authentication user, MockHttpSession session)
      throws ServletException, IOException {
    SecurityContextHolder.getContext().setAuthentication(user);
    var request = new MockHttpServletRequest("GET", "/oauth2/authorize");
    request.setSession(session);
    var response = new MockHttpServletResponse();
    var chain = new MockFilterChain();
    guard.doFilter(request, response, chain);
    String redirect = response.getRedirectedUrl();
    return redirect != null ? redirect : chain.getRequest() == null ? "held" : "let through";
  }

  private static Account account(String name, Role role) {
    return new Account(name, name, role, "Practitioner/" + name, Optional.empty(), true);
  }
}

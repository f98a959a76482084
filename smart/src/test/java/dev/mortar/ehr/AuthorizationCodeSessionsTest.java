package dev.mortar.ehr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import dev.mortar.authorization.TestClock;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AuthorizationCodeSessionsTest {
  private static final URI BACK = URI.create("https://mortar.example/smart/callback");

  private final TestClock clock = new TestClock();
  private final FakeEhr fake = new FakeEhr(clock);
  private final AuthorizationCodeSessions sessions = sessions(Dialect.STANDARD);

  AuthorizationCodeSessionsTest() throws Exception {}

  @AfterEach
  void theEhrStops() {
    fake.close();
  }

  @Test
  void launchedFromAnEhrAPersonComesBackWithWhatWasOpenThere() throws Exception {
    URI address = sessions.begin(fake.base(), Optional.of("handle"));
    assertThat(address.toString()).contains("/oauth/authorize?site=7&response_type=code");
    Map<String, String> asked = FakeEhr.form(address.getRawQuery());
    assertThat(asked)
        .containsEntry("client_id", "our-id")
        .containsEntry("redirect_uri", BACK.toString())
        .containsEntry("aud", fake.base())
        .containsEntry("launch", "handle")
        .containsEntry("scope", "launch openid fhirUser patient/*.rs")
        .containsEntry("code_challenge_method", "S256");
    fake.answer.putAll(Map.of("patient", "p7", "encounter", "e7", "scope", "launch patient/*.r"));
    fake.signs(fake.key(), asked.get("nonce"));
    SmartSession session = finish(asked.get("state"));
    assertThat(session.patient()).contains("p7");
    assertThat(session.encounter()).contains("e7");
    assertThat(session.scopes()).containsExactly("launch", "patient/*.r");
    assertThat(session.fhirUser()).contains(fake.base() + "/Practitioner/anna");
    Map<String, String> exchange = fake.tokenRequests.getFirst();
    assertThat(exchange).containsEntry("code", "the-code").containsEntry("client_id", "our-id");
    assertThat(challenge(exchange.get("code_verifier"))).isEqualTo(asked.get("code_challenge"));
  }

  @Test
  void whoStartsHereChoosesThePatientThere() {
    URI address = sessions.begin(fake.base() + "/", Optional.empty());
    assertThat(FakeEhr.form(address.getRawQuery()))
        .containsEntry("scope", "launch/patient openid fhirUser patient/*.rs")
        .doesNotContainKey("launch");
  }

  @Test
  void anEhrThatIsNotOursIsNeverAsked() throws Exception {
    try (var stranger = new FakeEhr(clock)) {
      refused(() -> sessions.begin(stranger.base(), Optional.of("x")), "not registered");
      refused(() -> sessions.begin("http://169.254.169.254/", Optional.of("x")), "not registered");
      assertThat(stranger.fhirRequests).isEmpty();
    }
  }

  @Test
  void aStateWorksOnceAndForTenMinutes() {
    String state = state(sessions.begin(fake.base(), Optional.empty()));
    refused(() -> finish("invented"), "unknown");
    finish(state);
    refused(() -> finish(state), "unknown");
    String late = state(sessions.begin(fake.base(), Optional.empty()));
    clock.advance(Duration.ofMinutes(11));
    refused(() -> finish(late), "too old");
  }

  @Test
  void anAnswerThatNamesAnotherIssuerOrAnErrorIsRefused() {
    String state = state(sessions.begin(fake.base(), Optional.empty()));
    refused(
        () -> sessions.finish(Map.of("state", state, "code", "c", "iss", "https://other.example")),
        "Another EHR");
    String denied = state(sessions.begin(fake.base(), Optional.empty()));
    refused(() -> sessions.finish(Map.of("state", denied, "error", "access_denied")), "not allow");
    assertThat(fake.tokenRequests).isEmpty();
  }

  @Test
  void anIdTokenOfAnotherSignInOrAnotherKeyIsRefused() throws Exception {
    String first = state(sessions.begin(fake.base(), Optional.empty()));
    fake.signs(fake.key(), "another nonce");
    refused(() -> finish(first), "another sign-in");
    Map<String, String> asked =
        FakeEhr.form(sessions.begin(fake.base(), Optional.empty()).getRawQuery());
    fake.signs(new RSAKeyGenerator(2048).keyID("ehr").generate(), asked.get("nonce"));
    refused(() -> finish(asked.get("state")), "cannot be verified");
  }

  @Test
  void aTokenIsRenewedBeforeItEndsAndAnOldRefreshTokenStaysGood() {
    fake.answer.put("refresh_token", "first");
    AuthorizationCodeSessions oracle = sessions(Dialect.ORACLE_HEALTH);
    SmartSession session =
        oracle.finish(
            Map.of("state", state(oracle.begin(fake.base(), Optional.empty())), "code", "c"));
    fake.answer.remove("refresh_token");
    assertThat(session.accessToken()).isEqualTo("token-1");
    for (int use = 2; use < 4; use++) {
      clock.advance(Duration.ofSeconds(280));
      assertThat(session.accessToken()).isEqualTo("token-" + use);
      assertThat(session.accessToken()).isEqualTo("token-" + use);
      assertThat(fake.tokenRequests.getLast()).containsEntry("refresh_token", "first");
    }
    assertThat(fake.tokenRequests).hasSize(3);
  }

  private AuthorizationCodeSessions sessions(Dialect dialect) {
    String all = dialect == Dialect.ORACLE_HEALTH ? "patient/Patient.rs" : "patient/*.rs";
    Ehr ehr = fake.as(dialect, new Proof.None(), "openid", "fhirUser", all);
    return new AuthorizationCodeSessions(
        new Ehrs(List.of(ehr)), Launchings.inMemory(clock), BACK, clock);
  }

  private SmartSession finish(String state) {
    return sessions.finish(Map.of("state", state, "code", "the-code"));
  }

  private static String state(URI address) {
    return FakeEhr.form(address.getRawQuery()).getOrDefault("state", "");
  }

  private static void refused(Runnable act, String why) {
    assertThatThrownBy(act::run).isInstanceOf(SmartException.class).hasMessageContaining(why);
  }

  private static String challenge(String verifier) throws Exception {
    byte[] hash =
        MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
  }
}

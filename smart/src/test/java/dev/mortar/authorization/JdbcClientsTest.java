package dev.mortar.authorization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;

class JdbcClientsTest {
  private static final ClientRegistration APP =
      ClientRegistration.parse(
          "an-app",
          """
          {"name": "An app", "kind": "CONFIDENTIAL", "redirectUris": ["https://app.example/back"],
           "scopes": ["launch", "patient/*.rs"], "origins": ["https://app.example"]}""");

  private final TestClock clock = new TestClock();
  private final PasswordEncoder passwords = Argon2PasswordEncoder.defaultsForSpringSecurity_v5_8();
  private final JdbcClient jdbc = TestDatabase.jdbc();

  @Test
  void aRegistrationSurvivesARestart() {
    clients().save(APP);
    assertThat(clients().find("an-app")).contains(APP);
    assertThat(clients().all()).containsExactly(APP);
  }

  @Test
  void everyRegisteredAppMustUsePkceAndAskThePerson() {
    clients().save(APP);
    RegisteredClient registered = clients().findByClientId("an-app");
    assertThat(registered).isNotNull();
    assertThat(registered.getClientSettings().isRequireProofKey()).isTrue();
    assertThat(registered.getClientSettings().isRequireAuthorizationConsent()).isTrue();
    assertThat(registered.getTokenSettings().isReuseRefreshTokens()).isFalse();
    assertThat(registered.getTokenSettings().getRefreshTokenTimeToLive())
        .isGreaterThan(Duration.ofDays(90));
  }

  @Test
  void aSecretIsKeptAsAHashAndTheNextReplacesIt() {
    JdbcClients clients = clients();
    clients.save(APP);
    String first = clients.newSecret("an-app");
    String second = clients.newSecret("an-app");
    String hash = clients.findByClientId("an-app").getClientSecret();
    assertThat(hash).startsWith("$argon2id$").doesNotContain(second);
    assertThat(passwords.matches(second, hash)).isTrue();
    assertThat(passwords.matches(first, hash)).isFalse();
  }

  @Test
  void aSecretIsHashedAnewAndTheRegistrationStays() {
    JdbcClients clients = clients();
    clients.save(APP);
    String secret = clients.newSecret("an-app");
    RegisteredClient known = clients.findByClientId("an-app");
    String stronger = new Argon2PasswordEncoder(16, 32, 1, 1 << 15, 2).encode(secret);
    clients.save(RegisteredClient.from(known).clientName("Changed").clientSecret(stronger).build());
    assertThat(clients.findByClientId("an-app").getClientSecret()).isEqualTo(stronger);
    assertThat(clients.find("an-app")).contains(APP);
  }

  @Test
  void aClientThatWasTakenOutIsUnknown() {
    JdbcClients clients = clients();
    clients.save(APP);
    clients.remove("an-app");
    assertThat(clients.findByClientId("an-app")).isNull();
    assertThat(clients.all()).isEmpty();
  }

  @Test
  void ourOwnPagesCannotBeRegisteredOver() {
    ClientRegistration own =
        new ClientRegistration(
            Clients.WEB,
            "Not ours",
            APP.kind(),
            APP.redirectUris(),
            "",
            APP.scopes(),
            "",
            "",
            "",
            List.of(),
            "");
    assertThatThrownBy(() -> clients().save(own)).isInstanceOf(IllegalArgumentException.class);
  }

  private JdbcClients clients() {
    var server = new ServerAddress(URI.create("https://mortar.example"));
    var builtIn = new Clients(AuthorizationPropertiesFixture.defaults(), server, passwords);
    return new JdbcClients(jdbc, builtIn, passwords, clock, new SecureRandom());
  }
}

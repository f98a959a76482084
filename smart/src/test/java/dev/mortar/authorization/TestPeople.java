package dev.mortar.authorization;

import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.server.authorization.client.InMemoryRegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;

/** People and accounts on real tables, for tests of other packages. */
public record TestPeople(Accounts accounts, People people) {
  /**
   * @param twoFactors codes of the roles that must have a second factor
   */
  public static TestPeople on(DataSource database, Clock clock, List<String> twoFactors) {
    JdbcClient jdbc = JdbcClient.create(database);
    var accounts = new JdbcAccounts(jdbc, PasswordHashes.encoder(), clock);
    var random = new SecureRandom();
    var app =
        RegisteredClient.withId("app")
            .clientId("app")
            .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
            .clientSecret("{noop}x")
            .build();
    var grants =
        new Grants(new JdbcTemplate(database), new InMemoryRegisteredClientRepository(app), clock);
    return new TestPeople(
        accounts,
        new JdbcPeople(
            accounts,
            new Invitations(jdbc, clock, random, Duration.ofHours(72)),
            new SecondFactors(jdbc, TestSeal.newest(), clock, random),
            grants,
            new ServerAddress(URI.create("https://mortar.example")),
            AuthorizationPropertiesFixture.signIn(twoFactors),
            clock));
  }
}

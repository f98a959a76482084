package dev.mortar.authorization;

import java.security.SecureRandom;
import java.time.Clock;
import javax.net.ssl.SSLSocketFactory;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.oauth2.core.OAuth2Token;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.token.DelegatingOAuth2TokenGenerator;
import org.springframework.security.oauth2.server.authorization.token.JwtGenerator;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenGenerator;

/** Clients: who they are, how they prove it, what was granted to them, what they get. */
@Configuration(proxyBeanMethods = false)
class ClientConfiguration {
  private final SecureRandom random = new SecureRandom();

  @Bean
  JdbcClients registeredClients(
      SmartSchema schema,
      AuthorizationProperties properties,
      ServerAddress server,
      PasswordEncoder passwords,
      Clock clock) {
    return new JdbcClients(
        schema.jdbc(), new Clients(properties, server, passwords), passwords, clock, random);
  }

  @Bean
  Grants grants(
      SmartSchema schema, DataSource database, RegisteredClientRepository clients, Clock clock) {
    return new Grants(new JdbcTemplate(database), clients, clock);
  }

  @Bean
  Consents consents(SmartSchema schema, DataSource database, RegisteredClientRepository clients) {
    return new Consents(new JdbcTemplate(database), clients);
  }

  @Bean
  Permissions permissions(
      SmartSchema schema, JdbcClients clients, Grants grants, Consents consents, Clock clock) {
    return new JdbcPermissions(schema.jdbc(), clients, grants, consents, clock);
  }

  @Bean
  JdbcLaunches launches(SmartSchema schema, Clock clock) {
    return new JdbcLaunches(schema.jdbc(), clock, random);
  }

  @Bean
  LaunchRules launchRules(Launches launches) {
    return new LaunchRules(launches);
  }

  @Bean
  TokenClaims tokenClaims(
      ServerAddress server,
      Accounts accounts,
      OpenAccounts open,
      SigningKeys keys,
      LaunchRules launches) {
    return new TokenClaims(server, accounts, open, keys, launches);
  }

  @Bean
  OAuth2TokenGenerator<OAuth2Token> tokenGenerator(
      JwtEncoder encoder, TokenClaims claims, AuthorizationProperties properties, Clock clock) {
    JwtGenerator tokens = new JwtGenerator(encoder);
    tokens.setJwtCustomizer(claims);
    return new DelegatingOAuth2TokenGenerator(
        tokens, new RefreshTokens(clock, random, properties.signIn().longest()));
  }

  @Bean
  ClientProofs clientProofs(
      SmartSchema schema,
      JdbcClients clients,
      ClientCertificates certificates,
      ServerAddress server,
      Tokens tokens,
      Clock clock) {
    JwksSource source = new GuardedJwks((SSLSocketFactory) SSLSocketFactory.getDefault());
    return new ClientProofs(
        new Assertions(
            clients,
            new ClientKeys(source, clock),
            new SpentAssertions(schema.jdbc(), clock),
            server,
            clock),
        new CertifiedClient(clients),
        new NamedClient(clients),
        new BearerIntrospector(tokens, clients),
        certificates);
  }
}

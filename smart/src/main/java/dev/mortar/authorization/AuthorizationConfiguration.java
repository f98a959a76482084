package dev.mortar.authorization;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import dev.mortar.access.Access;
import dev.mortar.access.OperationTable;
import dev.mortar.access.PolicyTable;
import dev.mortar.access.Role;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;

/** Accounts, keys and tokens. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({AuthorizationProperties.class, SealProperties.class})
class AuthorizationConfiguration {

  @Bean
  ServerAddress serverAddress(@Value("${mortar.base-url}") URI base) {
    return new ServerAddress(base);
  }

  @Bean
  Access access() {
    return new Access(PolicyTable.shipped(), OperationTable.shipped());
  }

  /** Our tables exist as soon as this does. */
  @Bean
  SmartSchema smartSchema(DataSource database) {
    Flyway.configure()
        .dataSource(database)
        .locations("classpath:db/smart")
        .table("flyway_smart")
        .baselineOnMigrate(true)
        .baselineVersion("0")
        .load()
        .migrate();
    return new SmartSchema(JdbcClient.create(database));
  }

  @Bean
  PasswordEncoder passwordEncoder() {
    return PasswordHashes.encoder();
  }

  @Bean
  JdbcAccounts accounts(SmartSchema schema, PasswordEncoder passwords, Clock clock) {
    return new JdbcAccounts(schema.jdbc(), passwords, clock);
  }

  @Bean
  PersonalAccounts personalAccounts(SmartSchema schema) {
    return new JdbcPersonalAccounts(schema.jdbc());
  }

  /** There is no default password: the first account has the one that the operator set. */
  @Bean
  ApplicationRunner firstAdministrator(JdbcAccounts accounts, AuthorizationProperties properties) {
    Account admin =
        new Account(
            "admin", "Administrator", Role.MANAGER, "Practitioner/admin", Optional.empty(), true);
    return arguments -> {
      if (!properties.adminPassword().isEmpty() && accounts.find("admin").isEmpty()) {
        accounts.save(admin, properties.adminPassword());
      }
    };
  }

  @Bean
  Seal seal(SealProperties properties) {
    return new SealKeys(new SecureRandom()).find(properties);
  }

  @Bean
  SigningKeys signingKeys(SmartSchema schema, Seal seal, Clock clock) {
    return new SigningKeys(schema.jdbc(), seal, clock);
  }

  @Bean
  JwtEncoder jwtEncoder(SigningKeys keys) {
    return new NimbusJwtEncoder(keys);
  }

  /** Reads access tokens of this server and nothing else: one algorithm, one type, our keys. */
  @Bean
  JwtDecoder jwtDecoder(SigningKeys keys, ServerAddress server, Clock clock) {
    DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
    processor.setJWSTypeVerifier(
        new DefaultJOSEObjectTypeVerifier<>(new JOSEObjectType(TokenClaims.ACCESS_TOKEN_TYPE)));
    processor.setJWSKeySelector(new JWSVerificationKeySelector<>(JWSAlgorithm.RS256, keys));
    // Times and names are checked below, by validators that say which of them failed.
    processor.setJWTClaimsSetVerifier((claims, context) -> {});
    NimbusJwtDecoder decoder = new NimbusJwtDecoder(processor);
    JwtTimestampValidator times = new JwtTimestampValidator();
    times.setClock(clock);
    Predicate<List<String>> forUs =
        audience -> audience != null && audience.contains(server.fhir());
    decoder.setJwtValidator(
        new DelegatingOAuth2TokenValidator<>(
            times,
            new JwtIssuerValidator(server.issuer()),
            new JwtClaimValidator<>(JwtClaimNames.AUD, forUs)));
    return decoder;
  }

  @Bean
  OpenAccounts openAccounts(JdbcAccounts accounts, Credentialing credentialing) {
    return new OpenAccounts(accounts, credentialing);
  }

  @Bean
  Tokens tokens(
      JwtTokens.Codec codec,
      OpenAccounts accounts,
      OAuth2AuthorizationService grants,
      ServerAddress server,
      AuthorizationProperties properties,
      Clock clock) {
    return new JwtTokens(codec, accounts, grants, server, properties, clock);
  }

  @Bean
  Statements statements(JwtTokens.Codec codec, ServerAddress server, Clock clock) {
    return new SignedStatements(codec, server, clock);
  }

  @Bean
  JwtTokens.Codec tokenCodec(JwtDecoder decoder, JwtEncoder encoder, SigningKeys keys) {
    return new JwtTokens.Codec(decoder, encoder, keys);
  }
}

package dev.mortar.authorization;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.crypto.password.PasswordEncoder;

/** What a person signs in with, and how they come by it. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(LimitProperties.class)
class SignInConfiguration {
  private static final Duration LINK_GOOD = Duration.ofHours(72);

  private final SecureRandom random = new SecureRandom();
  private final ApplicationEventPublisher events;

  SignInConfiguration(ApplicationEventPublisher events) {
    this.events = events;
  }

  @Bean
  SecondFactors secondFactors(SmartSchema schema, Seal seal, Clock clock) {
    SecondFactors factors = new SecondFactors(schema.jdbc(), seal, clock, random);
    factors.sealAnew();
    return factors;
  }

  @Bean
  Passkeys passkeys(SmartSchema schema, ServerAddress server, Clock clock) {
    return new Passkeys(
        new PasskeyTable(schema.jdbc()), new PasskeyCeremony(server), clock, random);
  }

  @Bean
  Invitations invitations(SmartSchema schema, AuthorizationProperties properties, Clock clock) {
    Duration within = properties.signIn().activateWithin();
    return new Invitations(
        schema.jdbc(), clock, random, within.compareTo(LINK_GOOD) < 0 ? within : LINK_GOOD);
  }

  @Bean
  PasswordRules passwordRules(AuthorizationProperties properties) {
    return new PasswordRules(
        Optional.of(properties.signIn().breachedPasswords())
            .filter(file -> !file.isEmpty())
            .map(Path::of));
  }

  @Bean
  NewPasswords newPasswords(
      SmartSchema schema,
      JdbcAccounts accounts,
      PasswordRules rules,
      PasswordEncoder passwords,
      AuthorizationProperties properties,
      Clock clock) {
    int remembered = properties.signIn().rememberedPasswords();
    return new NewPasswords(
        accounts, rules, new PasswordHistory(schema.jdbc(), passwords, clock, remembered));
  }

  @Bean
  PasswordAge passwordAge(JdbcAccounts accounts, AuthorizationProperties properties, Clock clock) {
    return new PasswordAge(accounts, properties.signIn().longestPasswordAge(), clock);
  }

  @Bean
  Rates rates(LimitProperties limits, Clock clock) {
    return new Rates(limits, clock);
  }

  @Bean
  SignInFilters signInFilters(
      Accounts accounts,
      SecondFactors factors,
      PasswordAge age,
      AuthorizationProperties properties,
      Grants grants,
      Rates rates,
      Clock clock) {
    return new SignInFilters(
        new RateLimit(new Buckets(properties.signIn().triesPerMinute(), clock), rates),
        new EndpointTrail(events),
        new SignInGuard(accounts, factors, age, properties.signIn(), clock),
        new PatientPicker(accounts),
        grants);
  }

  @Bean
  People people(
      JdbcAccounts accounts,
      Invitations invitations,
      SecondFactors factors,
      Grants grants,
      ServerAddress server,
      AuthorizationProperties properties,
      Clock clock) {
    return new JdbcPeople(
        accounts, invitations, factors, grants, server, properties.signIn(), clock);
  }
}

package dev.mortar.ehr;

import dev.mortar.authorization.JwksSource;
import dev.mortar.authorization.Seal;
import dev.mortar.authorization.ServerAddress;
import dev.mortar.authorization.SignedCalls;
import dev.mortar.authorization.SmartSchema;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.authentication.event.LogoutSuccessEvent;

/** The client for EHRs within the server: its tables, its keys, the registered EHRs. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(EhrProperties.class)
class EhrConfiguration {
  /** A key that an EHR takes back counts no longer than this. */
  private static final Duration KEYS_FRESH = Duration.ofMinutes(1);

  @Bean
  SealedRows sealedEhrRows(SmartSchema schema, Seal seal) {
    SealedRows rows = new SealedRows(seal);
    rows.sealAnew(schema.jdbc());
    return rows;
  }

  /**
   * EHRs know the address from the registration; one that has a file instead refuses to be told.
   */
  @Bean
  PublishedKeys publishedKeys(EhrKeys keys, Clock clock) {
    return new PublishedKeys(keys::all, Optional.empty(), clock);
  }

  @Bean
  EhrKeys ehrKeys(SmartSchema schema, SealedRows rows, Clock clock) {
    return new EhrKeys(schema.jdbc(), rows, clock);
  }

  @Bean
  Ehrs ehrs(EhrProperties properties, PublishedKeys keys) {
    return new Ehrs(properties.sites().values().stream().map(site -> site.with(keys)).toList());
  }

  @Bean
  HookClients hookClients(
      EhrProperties properties, PublishedKeys keys, SmartSchema schema, Clock clock) {
    Http http = new Http();
    return new HookClients(
        properties.sites().values().stream().flatMap(site -> site.hookClient(keys)).toList(),
        new SignedCalls(schema, address -> theirKeys(http, address), clock));
  }

  /** An operator has written down the address, so it may be one of the own networks. */
  private static JwksSource.Answer theirKeys(Http http, URI address) throws IOException {
    try {
      return new JwksSource.Answer(http.text(address, ""), KEYS_FRESH);
    } catch (SmartException e) {
      throw new IOException("The keys of an EHR cannot be fetched.", e);
    }
  }

  @Bean
  LentAccess lentAccess() {
    return new LentAccess();
  }

  @Bean
  EhrPeople ehrPeople(SmartSchema schema, EhrProperties properties) {
    return new EhrPeople(
        schema.jdbc(),
        properties.sites().values().stream()
            .filter(EhrProperties.Site::signsIn)
            .map(site -> site.base().toString())
            .collect(Collectors.toSet()));
  }

  @Bean
  Launchings launchings(SmartSchema schema, SealedRows rows, Clock clock) {
    return new JdbcLaunchings(schema.jdbc(), rows, clock);
  }

  @Bean
  AuthorizationCodeSessions ehrSignIns(
      Ehrs ehrs, Launchings launchings, ServerAddress server, Clock clock) {
    return new AuthorizationCodeSessions(
        ehrs, launchings, URI.create(server.of("/ehr/callback")), clock);
  }

  @Bean
  ClientCredentialsSessions ehrPrograms(Ehrs ehrs, Clock clock) {
    return new ClientCredentialsSessions(ehrs, clock);
  }

  @Bean
  KeptSessions keptSessions(
      SmartSchema schema,
      SealedRows rows,
      Ehrs ehrs,
      AuthorizationCodeSessions sessions,
      Clock clock) {
    return new KeptSessions(schema.jdbc(), rows, ehrs, sessions, clock);
  }

  @Bean
  ApplicationListener<LogoutSuccessEvent> ehrSessionsEnd(KeptSessions sessions) {
    return event -> sessions.end(event.getAuthentication().getName());
  }
}

package dev.mortar.security;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.jpa.searchparam.matcher.SearchParamMatcher;
import ca.uhn.fhir.rest.server.util.ISearchParamRegistry;
import dev.mortar.access.Access;
import dev.mortar.authorization.Patients;
import dev.mortar.authorization.ServerAddress;
import dev.mortar.authorization.Tokens;
import dev.mortar.storage.label.LabelledTypes;
import dev.mortar.storage.retention.Traces;
import dev.mortar.storage.upload.Uploads;
import dev.mortar.store.FhirStore;
import java.time.Clock;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The policy on every way into and out of the store. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AccessProperties.class)
class AccessConfiguration {
  @Bean
  ReadRules readRules(
      Access access,
      FhirContext fhir,
      SearchParamMatcher matcher,
      Standings standings,
      LabelledTypes types) {
    var labels = new Labels(access.entitlements(), types::contains, standings::opened);
    return new ReadRules(access, fhir, matcher, standings, labels);
  }

  @Bean
  Patients patients(FhirStore store, ReadRules rules, Standings standings) {
    return new StorePatients(store, rules, standings);
  }

  @Bean
  SmartCapabilities smartCapabilities(ServerAddress server) {
    return new SmartCapabilities(server);
  }

  @Bean
  PageOwners pageOwners() {
    return new PageOwners();
  }

  @Bean
  BreakGlass breakGlass(
      DataSource database, FhirStore store, Clock clock, ApplicationEventPublisher events) {
    Flyway.configure()
        .dataSource(database)
        .locations("classpath:db/security")
        .table("flyway_security")
        .baselineOnMigrate(true)
        .baselineVersion("0")
        .load()
        .migrate();
    return new BreakGlass(JdbcClient.create(database), store, clock, events);
  }

  @Bean
  Traces openedRecords(DataSource database) {
    return new OpenedRecords(JdbcClient.create(database));
  }

  @Bean
  HoldRules holdRules() {
    return new HoldRules();
  }

  @Bean
  PersonalRights personalRights(FhirStore store, Access access, AccessProperties properties) {
    return new PersonalRights(
        store, access.entitlements(), properties.rights(access.entitlements().areas()));
  }

  @Bean
  Tenants tenants(FhirStore store) {
    return new Tenants(store);
  }

  @Bean
  Standings standings(
      FhirStore store, BreakGlass glass, PersonalRights personal, Tenants tenants, Clock clock) {
    return new Standings(store, glass, personal, tenants, clock);
  }

  @Bean
  BearerTokens bearerTokens(Tokens tokens, Standings standings, Access access) {
    return new BearerTokens(tokens, standings, access.entitlements());
  }

  @Bean
  StandingChanges standingChanges(Standings standings) {
    return new StandingChanges(standings);
  }

  @Bean
  StoredRules storedRules(ReadRules rules, FhirStore store, FhirContext fhir) {
    return new StoredRules(rules, store, fhir);
  }

  @Bean
  RequestGate requestGate(
      ReadRules rules,
      ISearchParamRegistry parameters,
      PageOwners pages,
      Standings standings,
      StoredRules stored) {
    return new RequestGate(rules, new SearchRules(rules, parameters), pages, standings, stored);
  }

  @Bean
  ReadFilter readFilter(ReadRules rules) {
    return new ReadFilter(rules);
  }

  @Bean
  JsonRules jsonRules() {
    return new JsonRules();
  }

  @Bean
  WholeReading wholeReading(FhirContext fhir) {
    return new WholeReading(fhir);
  }

  @Bean
  Cleaning cleaning(FhirContext fhir, Uploads uploads) {
    return new Cleaning(fhir, uploads);
  }

  @Bean
  WriteRules writeRules(ReadRules rules, StoredRules stored, FhirContext fhir) {
    return new WriteRules(rules, stored, fhir);
  }
}

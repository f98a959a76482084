package dev.mortar.security;

import dev.mortar.authorization.Accounts;
import dev.mortar.authorization.Credentialing;
import dev.mortar.authorization.People;
import dev.mortar.authorization.ServerAddress;
import dev.mortar.due.DueWork;
import dev.mortar.store.FhirStore;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** How people come in and go, and what they must have to act. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(LicenceProperties.class)
class StaffConfiguration {
  @Bean
  Licences licences(LicenceProperties rules, ObjectProvider<FhirStore> store, Clock clock) {
    return new Licences(rules, store::getObject, clock);
  }

  @Bean
  Credentialing credentialing(
      ObjectProvider<FhirStore> store,
      ObjectProvider<People> people,
      Licences licences,
      LicenceProperties rules,
      Clock clock) {
    return new StaffCredentials(
        store::getObject, people::getObject, licences, rules.earlier(), clock);
  }

  @Bean
  LicenceRules licenceRules(Licences licences) {
    return new LicenceRules(licences);
  }

  @Bean
  LicenceReviews licenceReviews(
      People people, Licences licences, FhirStore store, LicenceProperties rules, Clock clock) {
    return new LicenceReviews(people, licences, store, rules.notice(), clock);
  }

  @Bean
  GrantChanges grantChanges(FhirStore store, Accounts accounts, ServerAddress server, Clock clock) {
    return new GrantChanges(store, accounts, server, clock);
  }

  @Bean
  Onboarding onboarding(
      FhirStore store, Accounts accounts, People people, Licences licences, GrantChanges changes) {
    return new Onboarding(store, accounts, people, licences, changes);
  }

  @Bean
  Handover handover(DueWork due, FhirStore store, Clock clock) {
    return new Handover(due, store, clock);
  }

  @Bean
  Departures departures(
      FhirStore store, People people, GrantChanges changes, GrantRecords records, Clock clock) {
    return new Departures(store, people, changes, records, clock);
  }
}

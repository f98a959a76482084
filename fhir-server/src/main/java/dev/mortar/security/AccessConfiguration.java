package dev.mortar.security;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.jpa.searchparam.matcher.SearchParamMatcher;
import ca.uhn.fhir.rest.server.util.ISearchParamRegistry;
import dev.mortar.access.Access;
import dev.mortar.authorization.Patients;
import dev.mortar.authorization.ServerAddress;
import dev.mortar.store.FhirStore;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The policy on every way into and out of the store. */
@Configuration(proxyBeanMethods = false)
class AccessConfiguration {
  @Bean
  ReadRules readRules(Access access, FhirContext fhir, SearchParamMatcher matcher) {
    return new ReadRules(access, fhir, matcher);
  }

  @Bean
  Patients patients(FhirStore store) {
    return new StorePatients(store);
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
  RequestGate requestGate(
      ReadRules rules,
      ISearchParamRegistry parameters,
      PageOwners pages,
      FhirStore store,
      FhirContext fhir) {
    return new RequestGate(
        rules, new SearchRules(rules, parameters), pages, new StoredRules(rules, store, fhir));
  }

  @Bean
  ReadFilter readFilter(ReadRules rules) {
    return new ReadFilter(rules);
  }

  @Bean
  WriteRules writeRules(ReadRules rules, FhirContext fhir) {
    return new WriteRules(rules, fhir);
  }
}

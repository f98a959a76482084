package dev.mortar.storage.sealing;

import ca.uhn.fhir.jpa.search.builder.predicate.TokenPredicateBuilder;
import ca.uhn.fhir.jpa.search.builder.sql.SearchQueryBuilder;
import ca.uhn.fhir.jpa.searchparam.matcher.InMemoryResourceMatcher;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Scope;

/** Has HAPI's searches find what stands in the index as a hash. */
@Configuration(proxyBeanMethods = false)
class SealedSearchConfiguration {
  private final Sealing sealing;

  SealedSearchConfiguration(Sealing sealing) {
    this.sealing = sealing;
  }

  @Bean
  InMemoryResourceMatcher sealedMatcher() {
    return new SealedMatcher(sealing);
  }

  /** HAPI names the one argument itself, so that Spring adds no other. */
  @Bean
  @Scope(ConfigurableBeanFactory.SCOPE_PROTOTYPE)
  TokenPredicateBuilder tokenPredicateBuilder(SearchQueryBuilder search) {
    return new SealedTokens(search, sealing);
  }
}

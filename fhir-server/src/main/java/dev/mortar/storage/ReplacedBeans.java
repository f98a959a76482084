package dev.mortar.storage;

import ca.uhn.fhir.jpa.config.JpaConfig;
import java.util.List;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Takes away the single beans of HAPI that a package of ours replaces, so that there is never a
 * second one at work beside ours.
 */
@Configuration(proxyBeanMethods = false)
class ReplacedBeans {
  private static final List<String> REPLACED =
      List.of(
          // StandardConfiguration: one context, and definitions that are read ahead
          "primaryFhirContext",
          JpaConfig.DEFAULT_PROFILE_VALIDATION_SUPPORT,
          // PartialDates: compares with the right end of a year or month
          "newDatePredicateBuilder",
          // storage.matching: locks match URLs
          "hapiTransactionService",
          // storage.jobs: runs clustered jobs once
          "schedulerService",
          // storage.subscription: matches in the transaction
          "subscriptionChannelFactory",
          // storage.subscription: only when a subscription can be about it
          "subscriptionMatcherInterceptor",
          // storage.extraction: compiles the paths of search parameters
          "searchParamExtractor",
          // storage.sealing: finds hashed values, and keeps no match URLs
          "newTokenPredicateBuilder",
          "inMemoryResourceMatcher",
          "resourceSearchUrlSvc",
          // storage.identity: one statement for all ids
          "idHelperService",
          // storage.searching: watches searches that may fit on a page
          "searchBuilderFactory");

  @Bean
  static BeanFactoryPostProcessor replacedBeansRemover() {
    return ReplacedBeans::remove;
  }

  private static void remove(ConfigurableListableBeanFactory factory) {
    BeanDefinitionRegistry registry = (BeanDefinitionRegistry) factory;
    REPLACED.forEach(registry::removeBeanDefinition);
  }
}

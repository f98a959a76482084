package dev.mortar.storage.searching;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.interceptor.api.IInterceptorBroadcaster;
import ca.uhn.fhir.jpa.api.config.JpaStorageSettings;
import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.jpa.api.svc.ISearchCoordinatorSvc;
import ca.uhn.fhir.jpa.dao.SearchBuilderFactory;
import ca.uhn.fhir.jpa.dao.tx.HapiTransactionService;
import ca.uhn.fhir.jpa.model.dao.JpaPid;
import ca.uhn.fhir.jpa.partition.IRequestPartitionHelperSvc;
import ca.uhn.fhir.jpa.search.ExceptionService;
import ca.uhn.fhir.jpa.search.ISynchronousSearchSvc;
import ca.uhn.fhir.jpa.search.PersistedJpaBundleProviderFactory;
import ca.uhn.fhir.jpa.search.SearchStrategyFactory;
import ca.uhn.fhir.jpa.search.cache.ISearchCacheSvc;
import ca.uhn.fhir.jpa.search.cache.ISearchResultCacheSvc;
import ca.uhn.fhir.rest.server.IPagingProvider;
import ca.uhn.fhir.rest.server.util.ISearchParamRegistry;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts our searches in the place of HAPI's. */
@Configuration(proxyBeanMethods = false)
class SearchingConfiguration {
  @Bean
  ISearchCoordinatorSvc<JpaPid> searches(
      IPagingProvider paging,
      FhirContext fhir,
      JpaStorageSettings settings,
      IInterceptorBroadcaster interceptors,
      HapiTransactionService transactions,
      ISearchCacheSvc searches,
      ISearchResultCacheSvc results,
      DaoRegistry daos,
      SearchBuilderFactory<JpaPid> builders,
      ISynchronousSearchSvc synchronous,
      PersistedJpaBundleProviderFactory bundles,
      ISearchParamRegistry parameters,
      SearchStrategyFactory strategies,
      ExceptionService exceptions,
      BeanFactory beans,
      IRequestPartitionHelperSvc partitions) {
    return new PageSearches(
        paging,
        fhir,
        settings,
        interceptors,
        transactions,
        searches,
        results,
        daos,
        builders,
        synchronous,
        bundles,
        parameters,
        strategies,
        exceptions,
        beans,
        partitions);
  }
}

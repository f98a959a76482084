package dev.mortar.storage.searching;

import ca.uhn.fhir.interceptor.api.IInterceptorBroadcaster;
import ca.uhn.fhir.jpa.api.svc.ISearchCoordinatorSvc;
import ca.uhn.fhir.jpa.dao.SearchBuilderFactory;
import ca.uhn.fhir.jpa.dao.tx.IHapiTransactionService;
import ca.uhn.fhir.jpa.model.dao.JpaPid;
import ca.uhn.fhir.jpa.search.cache.ISearchCacheSvc;
import ca.uhn.fhir.jpa.search.cache.ISearchResultCacheSvc;
import ca.uhn.fhir.rest.server.IPagingProvider;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts our searches before HAPI's. */
@Configuration(proxyBeanMethods = false)
class SearchingConfiguration {
  @Bean
  SearchBuilderFactory<JpaPid> searchBuilders() {
    return new WatchedBuilders();
  }

  @Bean
  RegisteredSearches registeredSearches() {
    return new RegisteredSearches();
  }

  @Bean
  WrittenSearches writtenSearches(
      IHapiTransactionService transactions,
      ISearchCacheSvc searches,
      ISearchResultCacheSvc results) {
    return new WrittenSearches(transactions, searches, results);
  }

  @Bean
  static BeanPostProcessor pageSearches(
      ObjectProvider<IPagingProvider> paging,
      ObjectProvider<WrittenSearches> written,
      ObjectProvider<IInterceptorBroadcaster> interceptors) {
    return new BeanPostProcessor() {
      @Override
      @SuppressWarnings("unchecked")
      public Object postProcessAfterInitialization(Object bean, String name) {
        return bean instanceof ISearchCoordinatorSvc<?> hapi
            ? new PageSearches(
                (ISearchCoordinatorSvc<JpaPid>) hapi,
                paging::getObject,
                written::getObject,
                interceptors.getObject())
            : bean;
      }
    };
  }
}

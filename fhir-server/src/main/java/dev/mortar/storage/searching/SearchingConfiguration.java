package dev.mortar.storage.searching;

import ca.uhn.fhir.jpa.api.svc.ISearchCoordinatorSvc;
import ca.uhn.fhir.jpa.dao.SearchBuilderFactory;
import ca.uhn.fhir.jpa.model.dao.JpaPid;
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
  static BeanPostProcessor pageSearches(ObjectProvider<IPagingProvider> paging) {
    return new BeanPostProcessor() {
      @Override
      @SuppressWarnings("unchecked")
      public Object postProcessAfterInitialization(Object bean, String name) {
        return bean instanceof ISearchCoordinatorSvc<?> hapi
            ? new PageSearches((ISearchCoordinatorSvc<JpaPid>) hapi, paging::getObject)
            : bean;
      }
    };
  }
}

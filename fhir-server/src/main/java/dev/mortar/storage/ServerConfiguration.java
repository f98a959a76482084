package dev.mortar.storage;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.IValidationSupport;
import ca.uhn.fhir.interceptor.api.IInterceptorService;
import ca.uhn.fhir.jpa.api.config.JpaStorageSettings;
import ca.uhn.fhir.jpa.api.dao.IFhirSystemDao;
import ca.uhn.fhir.jpa.provider.JpaCapabilityStatementProvider;
import ca.uhn.fhir.rest.api.EncodingEnum;
import ca.uhn.fhir.rest.server.HardcodedServerAddressStrategy;
import ca.uhn.fhir.rest.server.RestfulServer;
import ca.uhn.fhir.rest.server.util.ISearchParamRegistry;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The FHIR REST API. */
@Configuration(proxyBeanMethods = false)
class ServerConfiguration {
  /**
   * Empty at first: what it serves is filled in when all beans are there. The web server is made
   * long before that, and would otherwise have the whole store built while Spring still looks every
   * bean up anew.
   */
  @Bean
  RestfulServer restfulServer(FhirContext fhir, FhirProperties properties) {
    var server = new MortarRestfulServer(fhir);
    server.setDefaultResponseEncoding(EncodingEnum.JSON);
    server.setServerAddressStrategy(
        new HardcodedServerAddressStrategy(properties.baseUrl().toString()));
    return server;
  }

  @Bean
  ServerExtensions serverExtensions(
      RestfulServer server, IInterceptorService storage, ApplicationContext beans) {
    return new ServerExtensions(server, storage, beans);
  }

  @Bean
  JpaCapabilityStatementProvider capabilityStatementProvider(
      RestfulServer server,
      IFhirSystemDao<?, ?> systemDao,
      JpaStorageSettings settings,
      ISearchParamRegistry registry,
      IValidationSupport validation,
      FhirProperties properties) {
    return new Capabilities(server, systemDao, settings, registry, validation, properties.socket());
  }

  @Bean
  ServletRegistrationBean<RestfulServer> fhirServlet(RestfulServer server) {
    var registration = new ServletRegistrationBean<>(server, "/fhir/*");
    registration.setName("fhir");
    registration.setLoadOnStartup(1);
    return registration;
  }
}

package dev.mortar.storage.reading;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.interceptor.api.IInterceptorBroadcaster;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

/** Reads of the REST API. */
@Configuration(proxyBeanMethods = false)
class ReadingConfiguration {
  @Bean
  ReadingDaos readingDaos(
      JdbcTemplate jdbc, FhirContext fhir, IInterceptorBroadcaster interceptors) {
    return new ReadingDaos(jdbc, fhir, interceptors);
  }
}

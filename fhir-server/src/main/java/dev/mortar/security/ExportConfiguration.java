package dev.mortar.security;

import ca.uhn.fhir.batch2.api.IJobCoordinator;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What an export may hold, and whose it is. */
@Configuration(proxyBeanMethods = false)
class ExportConfiguration {
  @Bean
  ExportRules exportRules(ReadRules rules, ObjectProvider<IJobCoordinator> jobs) {
    return new ExportRules(rules, jobs::getObject);
  }
}

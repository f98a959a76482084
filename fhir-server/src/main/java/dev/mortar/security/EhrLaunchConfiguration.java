package dev.mortar.security;

import dev.mortar.authorization.Patients;
import dev.mortar.authorization.ServerAddress;
import dev.mortar.store.FhirStore;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What a launch from an EHR needs of the server. */
@Configuration(proxyBeanMethods = false)
class EhrLaunchConfiguration {
  @Bean
  EhrBrowser ehrBrowser(ServerAddress server, ApplicationEventPublisher events) {
    return new EhrBrowser(server, events);
  }

  @Bean
  EhrPatients ehrPatients(FhirStore store) {
    return new EhrPatients(store);
  }

  @Bean
  EhrPlaces ehrPlaces(EhrPatients same, Patients patients) {
    return new EhrPlaces(same, patients);
  }
}

package dev.mortar.storage;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.jpa.config.JpaConfig;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/** The one FHIR context of the program, and what R4 defines, both read ahead. */
@Configuration(proxyBeanMethods = false)
class StandardConfiguration {
  @Bean
  @Primary
  FhirContext fhirContext(StandardReading reading) {
    return reading.fhir();
  }

  /** HAPI asks for it by the name that its own bean had. */
  @Bean
  @Qualifier(JpaConfig.DEFAULT_PROFILE_VALIDATION_SUPPORT)
  StandardDefinitions standardDefinitions(StandardReading reading) {
    return new StandardDefinitions(reading);
  }
}

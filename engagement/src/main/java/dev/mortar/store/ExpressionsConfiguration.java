package dev.mortar.store;

import ca.uhn.fhir.context.FhirContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires what is common to all who read resources. */
@Configuration(proxyBeanMethods = false)
class ExpressionsConfiguration {
  @Bean
  Expressions expressions(FhirContext context) {
    return new Expressions(context);
  }
}

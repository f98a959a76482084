package dev.mortar.storage;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.jpa.ips.generator.IIpsGeneratorSvc;
import ca.uhn.fhir.jpa.ips.generator.IpsGeneratorSvcImpl;
import ca.uhn.fhir.jpa.ips.jpa.DefaultJpaIpsGenerationStrategy;
import ca.uhn.fhir.jpa.ips.provider.IpsOperationProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The International Patient Summary: {@code Patient/[id]/$summary}. */
@Configuration(proxyBeanMethods = false)
class IpsConfiguration {
  @Bean
  DefaultJpaIpsGenerationStrategy ipsStrategy() {
    return new DefaultJpaIpsGenerationStrategy();
  }

  @Bean
  IIpsGeneratorSvc ipsGenerator(FhirContext fhir, DefaultJpaIpsGenerationStrategy strategy) {
    return new IpsGeneratorSvcImpl(fhir, strategy);
  }

  @Bean
  IpsOperationProvider ipsOperationProvider(IIpsGeneratorSvc generator) {
    return new IpsOperationProvider(generator);
  }
}

package dev.mortar.directory;

import dev.mortar.store.FhirStore;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires places and settings to the store. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DirectoryProperties.class)
class DirectoryConfiguration {
  @Bean
  Settings pharmacySettings(FhirStore store, Clock clock) {
    return new Settings(store, clock);
  }

  @Bean
  Pharmacies pharmacies(FhirStore store, DirectoryProperties properties, Clock clock) {
    return new Pharmacies(store, properties.zone(), clock);
  }
}

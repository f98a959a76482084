package dev.mortar.demo;

import dev.mortar.ig.GuidePackage;
import dev.mortar.store.FhirStore;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

/** The sample pharmacy. */
@Configuration(proxyBeanMethods = false)
@Profile("demo")
class SampleConfiguration {
  @Bean
  SampleLoader sampleLoader(GuidePackage guide, FhirStore store, Clock clock) {
    return new SampleLoader(guide, store, clock);
  }
}

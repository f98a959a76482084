package dev.mortar.demo;

import dev.mortar.ig.GuidePackage;
import dev.mortar.store.FhirStore;
import java.time.Clock;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.web.context.WebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** The sample pharmacy, and the rehearsal of its first requests. */
@Configuration(proxyBeanMethods = false)
@Profile("demo")
class SampleConfiguration {
  private static final String REHEARSAL = "mortar.demo.rehearsal";

  /** Before all that completes what it loads, such as the licences of the demo's pharmacists. */
  @Bean
  @Order(Ordered.HIGHEST_PRECEDENCE)
  @ConditionalOnBooleanProperty(name = REHEARSAL, havingValue = false, matchIfMissing = true)
  SampleLoader sampleLoader(GuidePackage guide, FhirStore store, Clock clock) {
    return new SampleLoader(guide, store, clock);
  }

  /** Only where the fast start is prepared, which is done on no data. */
  @Bean
  @ConditionalOnBooleanProperty(REHEARSAL)
  Rehearsal rehearsal(WebServerApplicationContext context) {
    return new Rehearsal(context);
  }
}

package dev.mortar.priority;

import dev.mortar.directory.Settings;
import dev.mortar.store.FhirStore;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires scoring to the store. */
@Configuration(proxyBeanMethods = false)
class PriorityConfiguration {
  @Bean
  LabJudge labJudge(FhirStore store, Clock clock) {
    return new LabJudge(store, clock);
  }

  @Bean
  Prioritizer prioritizer(FhirStore store, LabJudge judge, Settings settings) {
    return new Prioritizer(new FactGatherer(store, judge), settings);
  }
}

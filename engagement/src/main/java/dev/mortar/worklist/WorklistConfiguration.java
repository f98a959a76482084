package dev.mortar.worklist;

import dev.mortar.directory.Pharmacies;
import dev.mortar.directory.Settings;
import dev.mortar.due.DueWork;
import dev.mortar.priority.Prioritizer;
import dev.mortar.store.FhirStore;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the worklist to the store and to due work. */
@Configuration(proxyBeanMethods = false)
class WorklistConfiguration {
  @Bean
  SlaTable slaTable(Settings settings, Pharmacies pharmacies) {
    return new SlaTable(settings, pharmacies);
  }

  @Bean
  Worklist worklist(FhirStore store, Prioritizer prioritizer, SlaTable slas, Clock clock) {
    return new Worklist(store, prioritizer, slas, clock);
  }

  @Bean
  TaskClock taskClock(
      FhirStore store, DueWork due, SlaTable slas, Pharmacies pharmacies, Clock clock) {
    return new TaskClock(store, due, slas, pharmacies, clock);
  }
}

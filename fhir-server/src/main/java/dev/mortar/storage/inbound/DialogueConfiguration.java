package dev.mortar.storage.inbound;

import dev.mortar.due.DueWork;
import dev.mortar.hl7.UnknownCodes;
import dev.mortar.store.FhirStore;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires what other systems ask to the store, and what we do not know to an analyst's work. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("mortar.hl7.enabled")
class DialogueConfiguration {
  @Bean
  StoredAnswers storedAnswers(FhirStore store) {
    return new StoredAnswers(store);
  }

  @Bean
  UnknownCodeTasks unknownCodeTasks(
      FhirStore store, UnknownCodes codes, ObjectProvider<Clock> clock) {
    return new UnknownCodeTasks(store, codes, clock.getIfAvailable(Clock::systemUTC));
  }

  /** Planned once; from then on the work plans itself anew. */
  @Bean
  ApplicationRunner unknownCodeLook(DueWork due, ObjectProvider<Clock> clock) {
    return arguments ->
        due.plan(
            UnknownCodeTasks.KIND, "all", clock.getIfAvailable(Clock::systemUTC).instant(), "");
  }
}

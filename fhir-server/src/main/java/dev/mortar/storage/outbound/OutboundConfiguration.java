package dev.mortar.storage.outbound;

import ca.uhn.fhir.context.FhirContext;
import dev.mortar.due.DueWork;
import dev.mortar.hl7.Destinations;
import dev.mortar.hl7.OutboundIdentity;
import dev.mortar.hl7.Outbox;
import dev.mortar.store.FhirStore;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/** Wires what is stored to what goes out. */
@Configuration(value = "storageOutboundConfiguration", proxyBeanMethods = false)
@ConditionalOnProperty("mortar.hl7.enabled")
class OutboundConfiguration {
  /**
   * What needs the store is asked for late, because the store tells its listeners, and this is one.
   */
  @Bean
  Announcements hl7Announcements(
      @Lazy FhirStore store,
      @Lazy DueWork due,
      @Lazy Destinations destinations,
      @Lazy Outbox outbox,
      OutboundIdentity us,
      FhirContext fhir,
      ObjectProvider<Clock> clock) {
    return new Announcements(
        store,
        due,
        destinations,
        outbox,
        us,
        new References(store, fhir),
        clock.getIfAvailable(Clock::systemUTC));
  }
}

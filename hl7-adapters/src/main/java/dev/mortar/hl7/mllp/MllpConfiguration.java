package dev.mortar.hl7.mllp;

import dev.mortar.hl7.inbox.Inbox;
import dev.mortar.hl7.inbox.Lines;
import dev.mortar.mapping.Mapper;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the listener together. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("mortar.hl7.enabled")
@EnableConfigurationProperties(MllpProperties.class)
class MllpConfiguration {

  @Bean
  MllpListener mllpListener(
      MllpProperties properties,
      Inbox inbox,
      Mapper mapper,
      MeterRegistry registry,
      ObjectProvider<Clock> clocks) {
    Clock clock = clocks.getIfAvailable(Clock::systemUTC);
    MllpMetrics metrics = new MllpMetrics(registry);
    Reception reception =
        new Reception(
            inbox,
            new Lines(mapper),
            new Understanding(mapper),
            new Acknowledger(clock, new ControlIds(clock.instant())),
            properties.acknowledge(),
            metrics,
            clock);
    return new MllpListener(properties, reception, metrics);
  }
}

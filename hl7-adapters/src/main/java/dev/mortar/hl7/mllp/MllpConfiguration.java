package dev.mortar.hl7.mllp;

import dev.mortar.hl7.Answerer;
import dev.mortar.hl7.Connections;
import dev.mortar.hl7.EnquiryListener;
import dev.mortar.hl7.Senders;
import dev.mortar.hl7.inbox.Inbox;
import dev.mortar.hl7.inbox.Lines;
import dev.mortar.mapping.Mapper;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

/** Puts the listeners together. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("mortar.hl7.enabled")
@EnableConfigurationProperties({MllpProperties.class, TlsProperties.class})
class MllpConfiguration {

  @Bean
  DeskParts hl7DeskParts(
      MllpProperties properties,
      Inbox inbox,
      Mapper mapper,
      Senders senders,
      DataSource source,
      ObjectProvider<MeterRegistry> registry,
      Enquiries enquiries,
      ObjectProvider<Clock> clocks) {
    Clock clock = clocks.getIfAvailable(Clock::systemUTC);
    MllpMetrics metrics = new MllpMetrics(registry.getObject());
    Traffic traffic = new Traffic(metrics, senders, clock);
    Acknowledger acknowledger = new Acknowledger(clock, new ControlIds(clock.instant()));
    Reception reception =
        new Reception(
            inbox,
            new Lines(mapper),
            new Gate(senders),
            new SequenceNumbers(new JdbcTemplate(source)),
            new Answers(
                new Understanding(mapper), acknowledger, properties.acknowledge(), enquiries),
            traffic,
            clock);
    return new DeskParts(new FrontDesk(reception, acknowledger), traffic, metrics, clock);
  }

  @Bean
  Enquiries hl7Enquiries(
      ObjectProvider<Answerer> answerers,
      ObjectProvider<EnquiryListener> listeners,
      ObjectProvider<Clock> clocks) {
    Clock clock = clocks.getIfAvailable(Clock::systemUTC);
    EnquiryListener all = enquiry -> listeners.forEach(listener -> listener.asked(enquiry));
    return new Enquiries(answerers::stream, all, new ControlIds(clock.instant()), clock);
  }

  @Bean
  Intake hl7Intake(DeskParts parts) {
    return parts.desk();
  }

  @Bean
  @ConditionalOnProperty(name = "mortar.hl7.mllp.enabled", matchIfMissing = true)
  MllpListener mllpListener(MllpProperties properties, DeskParts parts) {
    Door door = Door.plain(new InetSocketAddress(properties.bind(), properties.port()));
    return parts.listener(properties, door);
  }

  @Bean
  @ConditionalOnProperty("mortar.hl7.tls.enabled")
  MllpListener mllpTlsListener(MllpProperties properties, TlsProperties tls, DeskParts parts) {
    return parts.listener(properties, new TlsDoor(tls));
  }

  @Bean
  Connections hl7Connections(ObjectProvider<MllpListener> listeners, DeskParts parts) {
    return new Connections() {
      @Override
      public List<Open> open() {
        return listeners.stream().flatMap(listener -> listener.open().stream()).toList();
      }

      @Override
      public List<Heard> heard() {
        return parts.traffic().heard();
      }

      @Override
      public List<String> silent() {
        return parts.traffic().silent();
      }
    };
  }

  @Bean
  MllpHealth hl7MllpHealth(Connections connections, DeskParts parts) {
    return new MllpHealth(connections, parts.traffic());
  }

  /** What all doors lead to. */
  record DeskParts(FrontDesk desk, Traffic traffic, MllpMetrics metrics, Clock clock) {
    MllpListener listener(MllpProperties properties, Door door) {
      ThreadFactory threads = Thread.ofPlatform().daemon().name("hl7-mllp-", 0).factory();
      return new MllpListener(properties, door, desk, metrics, clock, threads);
    }
  }
}

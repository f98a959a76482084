package dev.mortar.hl7.outbound;

import dev.mortar.hl7.InboundMessages;
import dev.mortar.hl7.MessageSeal;
import dev.mortar.hl7.OutboundIdentity;
import dev.mortar.hl7.OutboundListener;
import dev.mortar.hl7.OutboundMessages;
import dev.mortar.hl7.Outbox;
import dev.mortar.hl7.sender.Watched;
import dev.mortar.hl7.tls.TlsFiles;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;

/** Puts together what goes out. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("mortar.hl7.enabled")
@EnableConfigurationProperties(OutboundProperties.class)
class OutboundConfiguration {
  private static final Duration RELOAD = Duration.ofSeconds(10);

  /**
   * @param inbox its tables and ours have one history, which it brings up to date
   */
  @Bean
  OutboundParts hl7OutboundParts(
      DataSource source,
      OutboundProperties properties,
      InboundMessages inbox,
      MeterRegistry registry,
      ObjectProvider<OutboundListener> listeners,
      ObjectProvider<Clock> clocks,
      ObjectProvider<MessageSeal> seal) {
    // Asked for late: those who listen may need the store, which needs what is put together here.
    OutboundListener all = told -> listeners.forEach(listener -> listener.settled(told));
    return OutboundParts.of(
        source,
        properties,
        registry,
        all,
        clocks.getIfAvailable(Clock::systemUTC),
        seal.getIfAvailable(() -> MessageSeal.NONE));
  }

  @Bean
  OutboundService hl7OutboundService(OutboundParts parts) {
    return parts.service();
  }

  @Bean
  Outbox hl7Outbox(OutboundParts parts) {
    return parts.outbox();
  }

  @Bean
  OutboundMessages outboundMessages(OutboundParts parts) {
    return parts.messages();
  }

  @Bean
  OutboundIdentity hl7OutboundIdentity(OutboundProperties properties) {
    return new OutboundIdentity(properties.application(), properties.facility());
  }

  /** What belongs together. */
  record OutboundParts(OutboundService service, Outbox outbox, OutboundMessages messages) {
    static OutboundParts of(
        DataSource source,
        OutboundProperties properties,
        MeterRegistry registry,
        OutboundListener listener,
        Clock clock,
        MessageSeal seal) {
      JdbcTemplate jdbc = new JdbcTemplate(source);
      var waits =
          new Breaker.Waits(properties.retry().first(), properties.retry().most(), new Random());
      OutboundMetrics metrics = new OutboundMetrics(registry);
      var tools = new Courier.Tools(clock, waits, tls(properties.tls()), metrics);
      Bell bell = new Bell();
      OutboxTable outbox = new OutboxTable(source, clock, bell, listener, seal);
      DestinationTable destinations = new DestinationTable(jdbc, UUID.randomUUID().toString());
      OutboundService couriers =
          new OutboundService(destinations, outbox, properties, tools, embedded(jdbc));
      bell.wake(couriers::written);
      metrics.watch(couriers::status, clock);
      return new OutboundParts(
          couriers, outbox, new JdbcOutboundMessages(jdbc, outbox, couriers::hurry));
    }

    private static boolean embedded(JdbcTemplate jdbc) {
      String url = jdbc.execute((ConnectionCallback<String>) c -> c.getMetaData().getURL());
      String lower = String.valueOf(url).toLowerCase(Locale.ROOT);
      return lower.startsWith("jdbc:h2:") && !lower.matches("jdbc:h2:(tcp|ssl):.*");
    }

    /** Read when the first destination asks for it, so that nobody else must have the files. */
    private static Supplier<SSLContext> tls(OutboundProperties.Tls tls) {
      var files = new AtomicReference<@Nullable Supplier<SSLContext>>();
      return () -> {
        var known = files.get();
        if (known == null) {
          known =
              new Watched<>(
                  "The TLS files for destinations",
                  RELOAD,
                  TlsFiles.of(tls.certificate(), tls.key(), tls.keyPassword(), tls.trust()));
          files.set(known);
        }
        return known.get();
      };
    }
  }
}

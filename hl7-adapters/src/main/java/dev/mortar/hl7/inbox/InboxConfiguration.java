package dev.mortar.hl7.inbox;

import dev.mortar.hl7.BundleSink;
import dev.mortar.hl7.InboundMessages;
import dev.mortar.hl7.PersonalMessages;
import dev.mortar.hl7.UnknownCodes;
import dev.mortar.mapping.Mapper;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Puts the inbox together; its tables are its own, with a migration history of their own.
 *
 * <p>Off unless the program says {@code mortar.hl7.enabled=true}, because it must then bring a
 * {@link BundleSink}, a {@link Mapper} and a database.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("mortar.hl7.enabled")
@EnableConfigurationProperties(InboxProperties.class)
class InboxConfiguration {

  @Bean
  InboxParts hl7InboxParts(
      DataSource source,
      Mapper mapper,
      BundleSink sink,
      InboxProperties properties,
      MeterRegistry registry,
      ObjectProvider<Clock> clock) {
    return InboxParts.of(
        source, mapper, sink, properties, registry, clock.getIfAvailable(Clock::systemUTC));
  }

  @Bean
  InboxService hl7InboxService(InboxParts parts) {
    return parts.service();
  }

  @Bean
  Inbox hl7Inbox(InboxParts parts) {
    return parts.commit();
  }

  @Bean
  InboundMessages inboundMessages(InboxParts parts) {
    return parts.messages();
  }

  @Bean
  UnknownCodes unknownCodes(InboxParts parts) {
    return parts.codes();
  }

  @Bean
  PersonalMessages personalMessages(InboxParts parts) {
    return parts.personal();
  }

  @Bean
  InboxHealth hl7InboxHealth(InboxParts parts) {
    return new InboxHealth(parts.service(), parts.metrics());
  }

  /** What belongs together and must share one node, one queue and one timer. */
  record InboxParts(
      InboxService service,
      GroupCommit commit,
      InboundMessages messages,
      UnknownCodes codes,
      PersonalMessages personal,
      InboxMetrics metrics) {

    static InboxParts of(
        DataSource source,
        Mapper mapper,
        BundleSink sink,
        InboxProperties properties,
        MeterRegistry registry,
        Clock clock) {
      migrate(source);
      Database database = Database.of(source);
      InboxMetrics metrics = new InboxMetrics(registry);
      ScheduledExecutorService timer =
          Executors.newScheduledThreadPool(
              2, Thread.ofPlatform().name("hl7-timer-", 0).daemon().factory());
      Node node = new Node(UUID.randomUUID().toString(), database, clock, properties.lease());
      TurnTable table = new TurnTable(database, node);
      var retry = properties.retry();
      Delivery delivery = new Delivery(database, table, mapper, sink, retry.unexpected());
      Backoff backoff = new Backoff(retry.first(), retry.most(), new Random());
      Dispatcher dispatcher =
          new Dispatcher(table, delivery::attempt, properties, backoff, metrics, timer);
      Arrivals arrivals = arrivals(database, node);
      GroupCommit commit = new GroupCommit(arrivals, properties, metrics);
      Upkeep upkeep = new Upkeep(database, table, metrics, properties.keep(), clock);
      Fragments fragments = new Fragments(database, node, commit, mapper, properties.fragments());
      InboxService service =
          new InboxService(node, commit, dispatcher, fragments, upkeep, properties, timer);
      InboundMessages messages =
          new JdbcInboundMessages(database, node, mapper, dispatcher, commit);
      UnknownCodes codes = new JdbcUnknownCodes(database, messages);
      return new InboxParts(
          service, commit, messages, codes, new JdbcPersonalMessages(database, mapper), metrics);
    }
  }

  private static Arrivals arrivals(Database database, Node node) {
    return switch (database.kind()) {
      case POSTGRESQL -> new PostgresInboxTable(database, node);
      case H2 -> new InboxTable(database, node);
    };
  }

  /** Other modules keep their tables in the same schema, so ours may find it in use. */
  private static void migrate(DataSource source) {
    Flyway.configure()
        .dataSource(source)
        .locations("classpath:db/hl7")
        .table("mortar_hl7_history")
        .baselineOnMigrate(true)
        .baselineVersion("0")
        .load()
        .migrate();
  }
}

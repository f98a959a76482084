package dev.mortar.hl7.inbox;

import dev.mortar.hl7.BundleSink;
import dev.mortar.hl7.Failures;
import dev.mortar.hl7.InboundMessages;
import dev.mortar.hl7.MessageSeal;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.dao.DataAccessException;

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
  private static final Logger LOG = LoggerFactory.getLogger(InboxConfiguration.class);

  @Bean
  InboxParts hl7InboxParts(
      DataSource source,
      Mapper mapper,
      BundleSink sink,
      InboxProperties properties,
      MeterRegistry registry,
      ObjectProvider<Clock> clock,
      ObjectProvider<MessageSeal> seal) {
    return InboxParts.of(
        source,
        mapper,
        sink,
        properties,
        registry,
        clock.getIfAvailable(Clock::systemUTC),
        seal.getIfAvailable(() -> MessageSeal.NONE));
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

  /** Beside the work of the server; a run that ends too early leaves the rest to the next. */
  @Bean
  ApplicationRunner sealEarlierMessages(
      DataSource source, InboxParts parts, ObjectProvider<MessageSeal> seal) {
    return arguments ->
        seal.ifAvailable(
            it ->
                Thread.ofPlatform()
                    .name("seal-earlier-messages")
                    .daemon()
                    .start(() -> goOver(new EarlierMessages(Database.of(source, it)))));
  }

  private static void goOver(EarlierMessages earlier) {
    try {
      earlier.seal();
    } catch (DataAccessException e) {
      LOG.warn(
          "Some earlier messages are not sealed; the next start goes on: {}", Failures.where(e));
    }
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
        Clock clock,
        MessageSeal seal) {
      migrate(source);
      Database database = Database.of(source, seal);
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

package dev.mortar.storage.sealing;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.jpa.dao.data.IResourceSearchUrlDao;
import ca.uhn.fhir.jpa.model.config.PartitionSettings;
import ca.uhn.fhir.jpa.search.ResourceSearchUrlSvc;
import ca.uhn.fhir.jpa.searchparam.MatchUrlService;
import ca.uhn.fhir.jpa.util.PersistenceContextProvider;
import dev.mortar.authorization.Seal;
import dev.mortar.hl7.MessageSeal;
import dev.mortar.storage.DatabaseKind;
import dev.mortar.storage.FullTextAgain;
import dev.mortar.storage.StorageInterceptor;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import javax.sql.DataSource;
import org.hibernate.integrator.spi.Integrator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/** Puts sealed values in the place of the most sensitive ones. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SealingProperties.class)
class SealingConfiguration {
  private static final Logger LOG = LoggerFactory.getLogger(SealingConfiguration.class);

  @Bean
  DataKeys dataKeys(DataSource database, DatabaseKind kind, Seal seal) {
    return new DataKeys(
        database, kind == DatabaseKind.POSTGRESQL, seal, new Ciphers(new SecureRandom()));
  }

  @Bean
  Failures sealingHealth() {
    return new Failures();
  }

  @Bean
  Sensitive sensitive(SealingProperties properties) {
    return new Sensitive(properties.systems(), properties.types());
  }

  @Bean
  SealedQueries sealedQueries(SealingProperties properties, Sensitive sensitive, Sealing sealing) {
    return new SealedQueries(sensitive, properties.enabled(), sealing);
  }

  @Bean
  Sealing sealing(
      SealingProperties properties, Sensitive sensitive, DataKeys dataKeys, Failures failures) {
    return new Sealing(
        sensitive, properties.enabled(), dataKeys, new Ciphers(new SecureRandom()), failures);
  }

  @Bean
  EarlierRows earlierRows(
      JdbcTemplate jdbc,
      PlatformTransactionManager transactions,
      Sealing sealing,
      PartitionSettings partitions,
      FullTextAgain fullText) {
    return new EarlierRows(
        jdbc, new TransactionTemplate(transactions), sealing, partitions, fullText);
  }

  /** Beside the work of the server; a run that ends too early leaves the rest to the next. */
  @Bean
  ApplicationRunner sealEarlier(DataKeys dataKeys, EarlierRows rows) {
    return arguments ->
        Thread.ofPlatform().name("seal-earlier").daemon().start(() -> goOver(dataKeys, rows));
  }

  private static void goOver(DataKeys keys, EarlierRows rows) {
    try {
      Optional<String> last = keys.sealAnew("");
      while (last.isPresent()) {
        last = keys.sealAnew(last.get());
      }
      rows.seal();
    } catch (DataAccessException | TransactionException | IllegalStateException e) {
      LOG.warn(
          "Not all that was stored earlier is sealed; the next start goes on: {}",
          e.getClass().getSimpleName());
    }
  }

  @Bean
  MessageSeal messageSeal(
      SealingProperties properties,
      Sealing sealing,
      DataKeys dataKeys,
      Failures failures,
      Clock clock) {
    boolean enabled = properties.enabled() && properties.messages();
    return new SealedMessages(
        sealing, byDay(DaySeal.Kind.MESSAGE, enabled, dataKeys, failures, clock));
  }

  @Bean
  Integrator sealedRows(
      SealingProperties properties,
      Sealing sealing,
      DataKeys dataKeys,
      Failures failures,
      Clock clock) {
    return new SealedRows(
        sealing, byDay(DaySeal.Kind.FILE, properties.enabled(), dataKeys, failures, clock));
  }

  private static DaySeal byDay(
      DaySeal.Kind kind, boolean enabled, DataKeys keys, Failures failures, Clock clock) {
    return new DaySeal(kind, keys, new Ciphers(new SecureRandom()), enabled, failures, clock);
  }

  @Bean
  ResourceSearchUrlSvc sealedSearchUrls(
      PersistenceContextProvider persistence,
      IResourceSearchUrlDao urls,
      MatchUrlService matchUrls,
      FhirContext fhir,
      Sealing sealing) {
    return new SealedSearchUrls(persistence.getEntityManager(), urls, matchUrls, fhir, sealing);
  }

  @Bean
  StorageInterceptor identifierSearches(SealingProperties properties, Sensitive sensitive) {
    return new IdentifierSearches(sensitive, properties.enabled());
  }

  @Bean
  StorageInterceptor sealedWords(Sealing sealing) {
    return new SealedWords(sealing);
  }
}

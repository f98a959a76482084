package dev.mortar.storage;

import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.jpa.dao.IFulltextSearchSvc;
import ca.uhn.fhir.jpa.dao.tx.IHapiTransactionService;
import jakarta.persistence.EntityManager;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The full-text index beside the database. */
@Configuration(proxyBeanMethods = false)
class FullTextConfiguration {
  private static final Logger LOG = LoggerFactory.getLogger(FullTextConfiguration.class);

  @Bean
  FullTextIndex fullTextIndex(StorageProperties storage) {
    return FullTextIndex.open(storage.fullTextIndex());
  }

  @Bean
  FullTextRepair fullTextRepair(
      JdbcClient jdbc,
      DaoRegistry daos,
      IHapiTransactionService transactions,
      IFulltextSearchSvc fullText,
      EntityManager entities) {
    return new FullTextRepair(jdbc, daos, transactions, fullText, entities);
  }

  @Bean
  StorageInterceptor auditIsNoText() {
    return new AuditIsNoText();
  }

  /** Beside the work of the server: until it ends, searches by text may miss the last moments. */
  @Bean
  ApplicationRunner repairFullText(FullTextIndex index, FullTextRepair repair) {
    return arguments -> {
      if (index.broken()) {
        Thread.ofVirtual().name("full-text-repair").start(() -> repair(index, repair));
      }
    };
  }

  private static void repair(FullTextIndex index, FullTextRepair repair) {
    try {
      repair.repair(index);
    } catch (IOException | RuntimeException e) {
      LOG.warn("The full-text index is not whole; the next start tries again", e);
    }
  }
}

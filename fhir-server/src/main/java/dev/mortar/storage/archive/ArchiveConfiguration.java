package dev.mortar.storage.archive;

import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import dev.mortar.storage.mark.MarkedTypes;
import dev.mortar.store.FhirStore;
import java.time.Clock;
import java.util.Set;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/** The archive of appointments. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ArchiveProperties.class)
class ArchiveConfiguration {
  @Bean
  @DependsOn("storageTablesMigration")
  Archive archive(
      ObjectProvider<DaoRegistry> daos,
      ObjectProvider<FhirStore> store,
      JdbcClient jdbc,
      PlatformTransactionManager transactions,
      Clock clock) {
    var types = new MarkedTypes(jdbc, transactions, Archive.CODE, Set::of, clock);
    return new Archive(daos::getObject, store::getObject, types, clock);
  }

  @Bean
  ArchiveRules archiveRules(Archive archive) {
    return new ArchiveRules(archive);
  }

  @Bean
  ArchiveJob archiveJob(ArchiveProperties properties) {
    return new ArchiveJob(properties);
  }
}

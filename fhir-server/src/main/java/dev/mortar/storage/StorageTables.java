package dev.mortar.storage;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.output.MigrateResult;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The few tables that the storage has beside HAPI's; always there before anything that uses them.
 */
@Configuration(proxyBeanMethods = false)
class StorageTables {
  static final String READY = "storageTablesMigration";

  /** Beans of subpackages that read or write these tables. */
  private static final String[] USERS = {
    "orphanWatch", "onceSchedulerService", "durableDelivery", "dataKeys"
  };

  @Bean(READY)
  MigrateResult storageTablesMigration(DataSource dataSource) {
    return Flyway.configure()
        .dataSource(dataSource)
        .locations("classpath:db/storage")
        .table("mortar_storage_schema")
        .baselineOnMigrate(true)
        .baselineVersion("0")
        .load()
        .migrate();
  }

  @Bean
  static BeanFactoryPostProcessor storageTablesFirst() {
    return factory -> {
      for (String user : USERS) {
        factory.getBeanDefinition(user).setDependsOn(READY);
      }
    };
  }
}

package dev.mortar.storage.label;

import dev.mortar.access.LabelTable;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/** What is known of security labels in the store. */
@Configuration(proxyBeanMethods = false)
class LabelConfiguration {
  @Bean
  @DependsOn("storageTablesMigration")
  LabelledTypes labelledTypes(
      JdbcClient jdbc, PlatformTransactionManager transactions, Clock clock) {
    return new LabelledTypes(jdbc, transactions, LabelTable.shipped(), clock);
  }
}

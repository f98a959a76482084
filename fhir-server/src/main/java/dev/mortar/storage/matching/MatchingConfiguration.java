package dev.mortar.storage.matching;

import ca.uhn.fhir.jpa.dao.tx.HapiTransactionService;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;

/** Puts the locks of match URLs under every write. */
@Configuration(proxyBeanMethods = false)
class MatchingConfiguration {
  @Bean
  MatchKeys matchKeys() {
    return new MatchKeys();
  }

  @Bean
  MatchLocks matchLocks(DataSource dataSource) {
    JdbcTemplate jdbc = new JdbcTemplate(dataSource);
    String product =
        jdbc.execute(
            (ConnectionCallback<String>)
                connection -> connection.getMetaData().getDatabaseProductName());
    return "PostgreSQL".equals(product) ? new PostgresMatchLocks(jdbc) : new JvmMatchLocks();
  }

  @Bean
  HapiTransactionService matchLockingTransactionService(MatchKeys keys, MatchLocks locks) {
    return new MatchLockingTransactionService(keys, locks);
  }
}

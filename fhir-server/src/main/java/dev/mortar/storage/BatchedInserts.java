package dev.mortar.storage;

import com.zaxxer.hikari.HikariDataSource;
import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * Has PostgreSQL's driver send the inserts of a batch as one statement of many rows, unless the
 * database's URL says otherwise.
 */
final class BatchedInserts implements BeanPostProcessor {
  private static final String SETTING = "reWriteBatchedInserts";

  @Override
  public Object postProcessBeforeInitialization(Object bean, String name) {
    if (bean instanceof HikariDataSource pool
        && pool.getJdbcUrl() != null
        && pool.getJdbcUrl().startsWith("jdbc:postgresql:")
        && !pool.getJdbcUrl().contains(SETTING)) {
      pool.addDataSourceProperty(SETTING, "true");
    }
    return bean;
  }
}

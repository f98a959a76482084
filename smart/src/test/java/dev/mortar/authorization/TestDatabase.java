package dev.mortar.authorization;

import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** An empty database in memory with the tables of this module. */
final class TestDatabase {
  private TestDatabase() {}

  static JdbcClient jdbc() {
    return JdbcClient.create(source());
  }

  static JdbcDataSource source() {
    JdbcDataSource source = new JdbcDataSource();
    source.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
    Flyway.configure().dataSource(source).locations("classpath:db/smart").load().migrate();
    return source;
  }
}

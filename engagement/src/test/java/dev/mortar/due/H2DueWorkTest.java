package dev.mortar.due;

import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;

final class H2DueWorkTest extends JdbcDueWorkContract {
  private static final DataSource DATABASE =
      JdbcConnectionPool.create("jdbc:h2:mem:due;DB_CLOSE_DELAY=-1", "sa", "");

  @Override
  DataSource dataSource() {
    return DATABASE;
  }
}

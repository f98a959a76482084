package dev.mortar.due;

import javax.sql.DataSource;

final class PostgresDueWorkIT extends JdbcDueWorkContract {
  @Override
  DataSource dataSource() {
    return Postgres.dataSource();
  }
}

package dev.mortar.outreach;

import dev.mortar.due.Postgres;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.jdbc.core.JdbcTemplate;

final class PostgresCrashIT extends CrashTest {
  @BeforeEach
  void empty() {
    new dev.mortar.due.EngagementSchema(Postgres.dataSource());
    new JdbcTemplate(Postgres.dataSource()).update("delete from mortar_outreach_send");
  }

  @Override
  DataSource database() {
    return Postgres.dataSource();
  }
}

package dev.mortar.due;

import java.util.List;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

final class H2DueWorkTest extends JdbcDueWorkContract {
  private static final DataSource DATABASE =
      JdbcConnectionPool.create("jdbc:h2:mem:due;DB_CLOSE_DELAY=-1", "sa", "");

  @Override
  DataSource dataSource() {
    return DATABASE;
  }

  /** The clock stands still: nobody can have missed a heartbeat. */
  @Test
  void whatAKilledProcessHadBegunIsTakenOverAtOnce() {
    due().plan("test", "a", clock.instant(), "x");
    new JdbcTemplate(DATABASE)
        .update(
            """
            update mortar_due_work
            set picked = true, picked_by = 'gone', last_heartbeat = execution_time""");
    start(recorder());
    Await.until("taken over", () -> done.equals(List.of("a=x")));
  }
}

package dev.mortar.storage;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.mortar.server.ServerTest;
import dev.mortar.server.TestServer;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** The connections are those that the settings speak of. */
@ServerTest
class ConnectionsIT {
  private final HikariDataSource pool;

  ConnectionsIT(TestServer server) {
    this.pool = (HikariDataSource) server.bean(DataSource.class);
  }

  @Test
  void thePoolIsTheOneThatIsSet() {
    assertThat(pool.getMaximumPoolSize()).isEqualTo(20);
  }

  @Test
  void onPostgresqlTheInsertsOfABatchAreOneStatement() {
    boolean postgresql = pool.getJdbcUrl().startsWith("jdbc:postgresql:");
    assertThat(pool.getDataSourceProperties().containsKey("reWriteBatchedInserts"))
        .isEqualTo(postgresql);
  }
}

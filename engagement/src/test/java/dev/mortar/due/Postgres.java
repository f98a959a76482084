package dev.mortar.due;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** One real PostgreSQL for all tests of this program, ended with it. */
public final class Postgres {
  private static final EmbeddedPostgres SERVER = start();

  private static final DataSource DATA =
      new DriverManagerDataSource(SERVER.getJdbcUrl("postgres", "postgres"));

  private Postgres() {}

  public static DataSource dataSource() {
    return DATA;
  }

  private static EmbeddedPostgres start() {
    try {
      var server = EmbeddedPostgres.builder().start();
      Runtime.getRuntime().addShutdownHook(new Thread(() -> close(server)));
      return server;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static void close(EmbeddedPostgres server) {
    try {
      server.close();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}

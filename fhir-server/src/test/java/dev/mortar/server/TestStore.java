package dev.mortar.server;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** A database for one test server. */
public sealed interface TestStore extends AutoCloseable {
  String url();

  String user();

  @Override
  void close();

  /** The store that this run of the tests is about. */
  static TestStore ofThisRun(Path folder) {
    String store = System.getProperty("mortar.test.store", "h2");
    return switch (store) {
      case "h2" -> new H2(folder);
      case "postgresql" -> Postgres.start();
      default -> throw new IllegalArgumentException("mortar.test.store is no store: " + store);
    };
  }

  /** H2 in a file, as the server has it by default. */
  record H2(Path folder) implements TestStore {
    @Override
    public String url() {
      return "jdbc:h2:file:retry:"
          + folder.resolve("h2/mortar").toAbsolutePath()
          + ";DB_CLOSE_ON_EXIT=FALSE;WRITE_DELAY=0;LOCK_TIMEOUT=30000";
    }

    @Override
    public String user() {
      return "mortar";
    }

    @Override
    public void close() {}
  }

  /**
   * A real PostgreSQL, unpacked and started for this JVM.
   *
   * @param options of its URL, as {@code &sslmode=verify-full}
   */
  record Postgres(EmbeddedPostgres engine, String options) implements TestStore {
    static Postgres start() {
      try {
        // The inbox refuses to start on a database that promises what is not on disk.
        return new Postgres(
            EmbeddedPostgres.builder().setServerConfig("synchronous_commit", "on").start(), "");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public String url() {
      return engine.getJdbcUrl("postgres", "postgres") + options;
    }

    @Override
    public String user() {
      return "postgres";
    }

    @Override
    public void close() {
      try {
        engine.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}

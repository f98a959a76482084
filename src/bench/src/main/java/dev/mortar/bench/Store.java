package dev.mortar.bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The database of one server, which shares it with nobody. */
sealed interface Store extends AutoCloseable {
  /** What a server can be put on. */
  enum Kind {
    H2("H2 file, every commit synced"),
    POSTGRESQL("PostgreSQL, fsync and synchronous_commit on");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }

    /** In the folder, which keeps the data from one start of the server to the next. */
    Store open(Path folder) {
      return switch (this) {
        case H2 -> new H2(folder);
        case POSTGRESQL -> Postgres.start(folder);
      };
    }
  }

  String url();

  String user();

  /** CPU that the database has used in processes of its own, in ms. */
  double cpuMillis();

  double megabytesOnDisk();

  @Override
  void close();

  /** In the server's own process, whose CPU is the database's too. */
  record H2(Path folder) implements Store {
    @Override
    public String url() {
      return "jdbc:h2:file:retry:" + folder.resolve("h2") + ";DB_CLOSE_ON_EXIT=FALSE;WRITE_DELAY=0";
    }

    @Override
    public String user() {
      return "bench";
    }

    @Override
    public double cpuMillis() {
      return 0;
    }

    @Override
    public double megabytesOnDisk() {
      return megabytes(folder);
    }

    @Override
    public void close() {}
  }

  /** PostgreSQL as it comes, but for what the embedded one switches off to be quick. */
  record Postgres(EmbeddedPostgres engine, Path folder, long pid) implements Store {
    static Postgres start(Path folder) {
      try {
        Files.createDirectories(folder);
        EmbeddedPostgres engine =
            EmbeddedPostgres.builder()
                .setDataDirectory(folder.resolve("data"))
                .setCleanDataDirectory(true)
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("shared_buffers", "512MB")
                .start();
        String pid = Files.readAllLines(folder.resolve("data/postmaster.pid")).getFirst();
        return new Postgres(engine, folder, Long.parseLong(pid.strip()));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public String url() {
      return engine.getJdbcUrl("postgres", "postgres");
    }

    @Override
    public String user() {
      return "postgres";
    }

    @Override
    public double cpuMillis() {
      return ProcessUse.familyCpuMillis(pid);
    }

    /** Without the log of writes, which is recycled and says nothing about the data. */
    @Override
    public double megabytesOnDisk() {
      return megabytes(folder.resolve("data/base"));
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

  private static double megabytes(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).mapToLong(Store::size).sum() / 1048576.0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException goneMeanwhile) {
      return 0;
    }
  }
}

package dev.mortar.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mortar.server.TestCertificates;
import dev.mortar.server.TestCertificates.Identity;
import dev.mortar.server.TestServer;
import dev.mortar.server.TestStore;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.springframework.jdbc.core.JdbcTemplate;

/** A PostgreSQL that takes only connections with TLS and a certificate, and the server on it. */
@EnabledIfSystemProperty(named = "mortar.test.store", matches = "postgresql")
class DatabaseTlsIT {
  private static final String PLAIN = "&sslmode=disable";

  private final Path folder = TestServer.temporaryFolder();
  private final Identity database =
      TestCertificates.identity(folder, "CN=database", "dns:localhost");
  private final Identity own = TestCertificates.identity(folder, "CN=postgres", "dns:mortar");

  @Test
  void eachConnectionOfTheServerIsEncryptedAndBothSidesKnowEachOther() throws Exception {
    EmbeddedPostgres engine = strict();
    var store = new TestStore.Postgres(engine, proven(own));
    assertThatThrownBy(() -> connect("localhost", engine, PLAIN))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("no encryption");
    assertThatThrownBy(() -> connect("localhost", engine, believing()))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("certificate");
    assertThatThrownBy(() -> connect("127.0.0.1", engine, proven(own)))
        .as("a name that the database's certificate does not have")
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("127.0.0.1");
    Identity stranger = TestCertificates.identity(folder, "CN=postgres", "dns:stranger");
    assertThatThrownBy(() -> connect("localhost", engine, proven(stranger)))
        .isInstanceOf(SQLException.class);

    TestServer server = TestServer.start(store, folder);
    try {
      assertThat(server.get("/actuator/health/readiness").statusCode()).isEqualTo(200);
      var connections =
          new JdbcTemplate(server.bean(DataSource.class))
              .queryForList(
                  """
                  select s.ssl, s.version, s.client_dn from pg_stat_ssl s
                    join pg_stat_activity a on a.pid = s.pid
                  where a.backend_type = 'client backend'""");
      assertThat(connections)
          .isNotEmpty()
          .allSatisfy(
              one -> {
                assertThat(one.get("ssl")).isEqualTo(true);
                assertThat(one.get("version")).isIn("TLSv1.3", "TLSv1.2");
                assertThat(one.get("client_dn")).isEqualTo("/CN=postgres");
              });
    } finally {
      server.close();
    }
  }

  /** It is made without TLS, because its maker looks whether it runs, and then closes that door. */
  private EmbeddedPostgres strict() throws Exception {
    Path data = folder.resolve("postgres");
    EmbeddedPostgres engine =
        EmbeddedPostgres.builder()
            .setDataDirectory(data)
            .setServerConfig("synchronous_commit", "on")
            .setServerConfig("ssl", "on")
            .setServerConfig("ssl_cert_file", database.certificate().toString())
            .setServerConfig("ssl_key_file", database.key().toString())
            .setServerConfig("ssl_ca_file", own.certificate().toString())
            .start();
    try (Connection open = connect("localhost", engine, PLAIN);
        var statement = open.createStatement()) {
      Files.writeString(data.resolve("pg_hba.conf"), "hostssl all all samehost cert\n");
      statement.execute("select pg_reload_conf()");
    }
    return engine;
  }

  private String believing() {
    return "&sslmode=verify-full&sslrootcert=" + database.certificate();
  }

  private String proven(Identity client) {
    return believing() + "&sslcert=" + client.certificate() + "&sslkey=" + client.encodedKey();
  }

  private static Connection connect(String host, EmbeddedPostgres engine, String options)
      throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://%s:%d/postgres?user=postgres%s"
            .formatted(host, engine.getPort(), options));
  }
}

package dev.mortar.storage;

import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Remembers by a fingerprint what was put into the store, so that nothing is put in twice. */
final class Installed {
  private final JdbcClient jdbc;

  Installed(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  boolean has(String name) {
    return fingerprint(name).isPresent();
  }

  boolean is(String name, String fingerprint) {
    return fingerprint(name).filter(fingerprint::equals).isPresent();
  }

  private Optional<String> fingerprint(String name) {
    return jdbc.sql("select fingerprint from mortar_installed where name = ?")
        .param(name)
        .query(String.class)
        .optional();
  }

  void put(String name, String fingerprint) {
    int changed =
        jdbc.sql("update mortar_installed set fingerprint = ? where name = ?")
            .param(fingerprint)
            .param(name)
            .update();
    if (changed == 0) {
      jdbc.sql("insert into mortar_installed (name, fingerprint) values (?, ?)")
          .param(name)
          .param(fingerprint)
          .update();
    }
  }
}

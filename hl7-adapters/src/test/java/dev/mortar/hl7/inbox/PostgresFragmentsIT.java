package dev.mortar.hl7.inbox;

import com.zaxxer.hikari.HikariDataSource;
import dev.mortar.hl7.Databases;

final class PostgresFragmentsIT extends FragmentsContract {
  @Override
  HikariDataSource database() {
    return Databases.postgres();
  }
}

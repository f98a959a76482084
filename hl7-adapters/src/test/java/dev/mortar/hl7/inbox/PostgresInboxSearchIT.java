package dev.mortar.hl7.inbox;

import com.zaxxer.hikari.HikariDataSource;
import dev.mortar.hl7.Databases;

class PostgresInboxSearchIT extends InboxSearchContract {
  @Override
  HikariDataSource database() {
    return Databases.postgres();
  }
}

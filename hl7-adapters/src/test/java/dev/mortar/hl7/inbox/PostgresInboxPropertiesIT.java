package dev.mortar.hl7.inbox;

import com.zaxxer.hikari.HikariDataSource;
import dev.mortar.hl7.Databases;

class PostgresInboxPropertiesIT extends InboxPropertiesContract {
  @Override
  HikariDataSource database() {
    return Databases.postgres();
  }
}

package dev.mortar.hl7.inbox;

import com.zaxxer.hikari.HikariDataSource;
import dev.mortar.hl7.Databases;

class H2InboxNodesTest extends InboxNodesContract {
  @Override
  HikariDataSource database() {
    return Databases.memory();
  }
}

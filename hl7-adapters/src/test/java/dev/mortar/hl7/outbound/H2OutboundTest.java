package dev.mortar.hl7.outbound;

import com.zaxxer.hikari.HikariDataSource;
import dev.mortar.hl7.Databases;

class H2OutboundTest extends OutboundContract {
  @Override
  HikariDataSource database() {
    return Databases.memory();
  }
}

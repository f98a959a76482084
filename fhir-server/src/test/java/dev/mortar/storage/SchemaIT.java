package dev.mortar.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mortar.server.ServerTest;
import dev.mortar.server.TestServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** What we change of HAPI's tables, and of Hibernate's, is there on both databases. */
@ServerTest
class SchemaIT {
  private final DataSource database;

  SchemaIT(TestServer server) {
    this.database = server.bean(DataSource.class);
  }

  @Test
  void tokensAreFoundByANarrowIndexInsteadOfAWideOne() throws Exception {
    assertThat(indexes("hfj_spidx_token"))
        .contains("mortar_token_identity", "idx_sp_token_hash_sv_v2")
        .doesNotContain("idx_sp_token_hash_v2");
  }

  @Test
  void hibernateMakesNoTablesBesideTheMigrations() throws Exception {
    try (Connection connection = database.getConnection();
        ResultSet tables = connection.getMetaData().getTables(null, null, "%", null)) {
      Set<String> names = new HashSet<>();
      while (tables.next()) {
        names.add(tables.getString("TABLE_NAME").toLowerCase(Locale.ROOT));
      }
      assertThat(names).contains("hfj_resource").noneMatch(name -> name.startsWith("hte_"));
    }
  }

  private Set<String> indexes(String table) throws Exception {
    try (Connection connection = database.getConnection()) {
      String name =
          connection.getMetaData().storesUpperCaseIdentifiers()
              ? table.toUpperCase(Locale.ROOT)
              : table;
      try (ResultSet rows = connection.getMetaData().getIndexInfo(null, null, name, false, true)) {
        Set<String> indexes = new HashSet<>();
        while (rows.next()) {
          indexes.add(rows.getString("INDEX_NAME").toLowerCase(Locale.ROOT));
        }
        return indexes;
      }
    }
  }
}

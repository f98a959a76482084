package dev.mortar.storage;

import ca.uhn.fhir.jpa.migrate.HapiMigrationStorageSvc;
import ca.uhn.fhir.jpa.migrate.SchemaMigrator;
import ca.uhn.fhir.jpa.migrate.dao.HapiMigrationDao;
import ca.uhn.fhir.util.VersionEnum;
import java.util.Properties;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * HAPI's own tables are made and brought up to date by HAPI's migrator before Hibernate starts.
 * Hibernate's {@code update} would miss indexes and could never change a column.
 */
@Configuration(proxyBeanMethods = false)
class SchemaConfiguration {
  static final String SCHEMA = "hapiSchema";

  private static final long IN_ADVANCE = 10_000;

  @Bean(SCHEMA)
  DatabaseKind hapiSchema(DataSource dataSource) {
    DatabaseKind kind = DatabaseKind.of(dataSource);
    String table = SchemaMigrator.HAPI_FHIR_MIGRATION_TABLENAME;
    var history =
        new HapiMigrationStorageSvc(new HapiMigrationDao(dataSource, kind.driver(), table));
    var tasks = new SchemaTasks().getAllTasks(VersionEnum.values());
    var migrator =
        new SchemaMigrator("HAPI FHIR", table, dataSource, new Properties(), tasks, history);
    migrator.setDriverType(kind.driver());
    migrator.createMigrationTableIfRequired();
    migrator.migrate();
    if (kind == DatabaseKind.H2) {
      takeNumbersInAdvance(JdbcClient.create(dataSource));
    }
    return kind;
  }

  /**
   * H2 writes a sequence to the disk, and waits for it, whenever the numbers that it took in
   * advance are used up, which by itself are 32. What is left of them is lost when the process is
   * killed.
   */
  private static void takeNumbersInAdvance(JdbcClient jdbc) {
    jdbc.sql(
            """
            select sequence_name from information_schema.sequences
            where sequence_schema = current_schema and sequence_name like 'SEQ\\_%' and cache < ?""")
        .param(IN_ADVANCE)
        .query(String.class)
        .list()
        .forEach(name -> jdbc.sql("alter sequence " + name + " cache " + IN_ADVANCE).update());
  }
}

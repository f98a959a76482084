package dev.mortar.storage;

import ca.uhn.fhir.jpa.migrate.DriverTypeEnum;
import ca.uhn.fhir.jpa.model.dialect.HapiFhirH2Dialect;
import ca.uhn.fhir.jpa.model.dialect.HapiFhirPostgresDialect;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.hibernate.dialect.Dialect;

/** The databases that Mortar runs on, and what HAPI must be told about each. */
public enum DatabaseKind {
  H2(DriverTypeEnum.H2_EMBEDDED, HapiFhirH2Dialect.class),
  POSTGRESQL(DriverTypeEnum.POSTGRES_9_4, HapiFhirPostgresDialect.class);

  private final DriverTypeEnum driver;
  private final Class<? extends Dialect> dialect;

  DatabaseKind(DriverTypeEnum driver, Class<? extends Dialect> dialect) {
    this.driver = driver;
    this.dialect = dialect;
  }

  DriverTypeEnum driver() {
    return driver;
  }

  Class<? extends Dialect> dialect() {
    return dialect;
  }

  static DatabaseKind of(DataSource dataSource) {
    try (var connection = dataSource.getConnection()) {
      String product = connection.getMetaData().getDatabaseProductName();
      return switch (product) {
        case "H2" -> H2;
        case "PostgreSQL" -> POSTGRESQL;
        default ->
            throw new IllegalStateException("Mortar runs on H2 or PostgreSQL, not " + product);
      };
    } catch (SQLException e) {
      throw new IllegalStateException("The database does not answer", e);
    }
  }
}

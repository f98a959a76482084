package dev.mortar.due;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** The tables of this module, brought up to date when this object is made. */
public final class EngagementSchema {
  private final DataSource dataSource;

  public EngagementSchema(DataSource dataSource) {
    this.dataSource = dataSource;
    // The tables of the FHIR storage are in the same schema: version 0 stands for them.
    Flyway.configure()
        .dataSource(dataSource)
        .locations("classpath:db/engagement")
        .table("mortar_engagement_history")
        .baselineOnMigrate(true)
        .baselineVersion("0")
        .load()
        .migrate();
  }

  /** The database whose tables are there now. */
  public DataSource dataSource() {
    return dataSource;
  }
}

package dev.mortar.storage;

import ca.uhn.fhir.jpa.migrate.tasks.HapiFhirJpaMigrationTasks;
import ca.uhn.fhir.jpa.migrate.tasks.api.Builder;
import ca.uhn.fhir.util.VersionEnum;
import java.util.Set;

/** HAPI's migrations and, under the same lock and in the same history, ours of its tables. */
final class SchemaTasks extends HapiFhirJpaMigrationTasks {
  SchemaTasks() {
    super(Set.of());
    narrow(forVersion(VersionEnum.V8_8_0).onTable("HFJ_SPIDX_TOKEN"));
  }

  /**
   * HAPI's widest index repeats system and value of each token, in order that a sort by token need
   * not look at the row; it was a third of the whole database. Its first column and the resource
   * are enough to find the rows.
   */
  private static void narrow(Builder.BuilderWithTableName tokens) {
    tokens
        .addIndex("20261123.1", "MORTAR_TOKEN_IDENTITY")
        .unique(false)
        .online(true)
        .withColumns("HASH_IDENTITY", "RES_ID")
        .runEvenDuringSchemaInitialization();
    tokens
        .dropIndexOnline("20261123.2", "IDX_SP_TOKEN_HASH_V2")
        .runEvenDuringSchemaInitialization();
  }
}

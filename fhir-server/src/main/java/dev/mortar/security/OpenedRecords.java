package dev.mortar.security;

import dev.mortar.storage.retention.Traces;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Forgets that the record of an erased person was opened in an emergency; the audit says so. */
final class OpenedRecords implements Traces {
  private final JdbcClient jdbc;

  OpenedRecords(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public void forget(Gone gone) {
    for (String patient : gone.patients()) {
      jdbc.sql("delete from break_glass where patient_id = ?").param(patient).update();
    }
  }
}

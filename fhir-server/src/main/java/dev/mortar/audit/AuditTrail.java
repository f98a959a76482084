package dev.mortar.audit;

import org.hl7.fhir.r4.model.AuditEvent;

/** Where audit events go. */
interface AuditTrail {
  /** Stands or falls with the caller's database transaction. */
  void recordWithTransaction(AuditEvent event);

  /** Soon, without keeping the caller waiting; waits only if the database lags far behind. */
  void record(AuditEvent event);
}

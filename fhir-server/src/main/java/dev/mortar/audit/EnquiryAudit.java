package dev.mortar.audit;

import dev.mortar.hl7.EnquiryListener;
import org.hl7.fhir.r4.model.AuditEvent.AuditEventOutcome;

/** Notes which other system asked for whom by HL7 v2, and who may not. */
final class EnquiryAudit implements EnquiryListener {
  private final AuditTrail trail;
  private final AuditEvents events;

  EnquiryAudit(AuditTrail trail, AuditEvents events) {
    this.trail = trail;
    this.events = events;
  }

  @Override
  public void asked(Enquiry enquiry) {
    trail.record(
        events.asked(
            enquiry.sender(),
            enquiry.peer(),
            enquiry.query(),
            enquiry.patients(),
            enquiry.answered() ? AuditEventOutcome._0 : AuditEventOutcome._4));
  }
}

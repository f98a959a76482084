package dev.mortar.audit;

import dev.mortar.hl7.OutboundListener;
import dev.mortar.hl7.OutboundMessages.State;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.AuditEvent.AuditEventOutcome;

/** Notes what other systems were told by HL7 v2, and of whom. */
final class SentMessageAudit implements OutboundListener {
  private final AuditTrail trail;
  private final AuditEvents events;

  SentMessageAudit(AuditTrail trail, AuditEvents events) {
    this.trail = trail;
    this.events = events;
  }

  @Override
  public void settled(Told told) {
    trail.recordWithTransaction(
        events.sent(
            told.destination(),
            told.type() + " " + told.controlId(),
            Stream.of(told.about(), told.patient())
                .filter(reference -> reference.contains("/"))
                .distinct()
                .toList(),
            told.state() == State.DONE ? AuditEventOutcome._0 : AuditEventOutcome._4));
  }
}

package dev.mortar.audit;

import dev.mortar.storage.retention.Disposed;
import org.springframework.context.event.EventListener;

/** Notes what was removed for good. */
final class DisposalAudit {
  private final AuditTrail trail;
  private final AuditEvents events;

  DisposalAudit(AuditTrail trail, AuditEvents events) {
    this.trail = trail;
    this.events = events;
  }

  @EventListener
  void disposed(Disposed disposed) {
    trail.record(events.disposal(disposed));
  }
}

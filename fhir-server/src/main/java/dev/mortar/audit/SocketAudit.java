package dev.mortar.audit;

import dev.mortar.security.SocketUse;
import org.springframework.context.event.EventListener;

/** Notes who was bound to which subscription on a WebSocket, and who was not. */
final class SocketAudit {
  private final AuditTrail trail;
  private final AuditEvents events;

  SocketAudit(AuditTrail trail, AuditEvents events) {
    this.trail = trail;
    this.events = events;
  }

  @EventListener
  void used(SocketUse use) {
    trail.record(events.socket(use));
  }
}

package dev.mortar.audit;

import org.hl7.fhir.r4.model.AuditEvent.AuditEventOutcome;
import org.springframework.context.event.EventListener;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.authentication.event.AbstractAuthenticationFailureEvent;
import org.springframework.security.authentication.event.InteractiveAuthenticationSuccessEvent;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.WebAuthenticationDetails;

/** Notes who signed in, and who tried. */
final class SignInAudit {
  private final AuditTrail trail;
  private final AuditEvents events;

  SignInAudit(AuditTrail trail, AuditEvents events) {
    this.trail = trail;
    this.events = events;
  }

  @EventListener
  void signedIn(InteractiveAuthenticationSuccessEvent event) {
    note(event.getAuthentication(), AuditEventOutcome._0);
  }

  @EventListener
  void failed(AbstractAuthenticationFailureEvent event) {
    note(event.getAuthentication(), AuditEventOutcome._4);
  }

  private void note(Authentication attempt, AuditEventOutcome outcome) {
    if (attempt instanceof UsernamePasswordAuthenticationToken) {
      String address =
          attempt.getDetails() instanceof WebAuthenticationDetails details
              ? details.getRemoteAddress()
              : "";
      trail.record(events.signIn(attempt.getName(), address, outcome));
    }
  }
}

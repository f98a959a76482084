package dev.mortar.audit;

import dev.mortar.authorization.EndpointCall;
import dev.mortar.authorization.OutsideSignIn;
import dev.mortar.authorization.SecondFactorChange;
import dev.mortar.authorization.SignIns;
import org.hl7.fhir.r4.model.AuditEvent;
import org.hl7.fhir.r4.model.AuditEvent.AuditEventOutcome;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.authentication.event.AbstractAuthenticationFailureEvent;
import org.springframework.security.authentication.event.InteractiveAuthenticationSuccessEvent;
import org.springframework.security.authentication.event.LogoutSuccessEvent;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.WebAuthenticationDetails;

/** Notes who signed in, who tried, who got a token, and who changed what they sign in with. */
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

  @EventListener
  void changed(SecondFactorChange change) {
    trail.record(events.secondFactor(change));
  }

  @EventListener
  void fromElsewhere(OutsideSignIn signIn) {
    trail.record(events.outsideSignIn(signIn));
  }

  @EventListener
  void signedOut(LogoutSuccessEvent event) {
    Authentication user = event.getAuthentication();
    trail.record(events.signOut(user.getName(), address(user.getDetails()), AuditEventOutcome._0));
  }

  @EventListener
  void asked(EndpointCall call) {
    trail.record(events.endpoint(call));
  }

  private static String address(@Nullable Object details) {
    return details instanceof WebAuthenticationDetails web ? web.getRemoteAddress() : "";
  }

  private void note(Authentication attempt, AuditEventOutcome outcome) {
    if (attempt instanceof UsernamePasswordAuthenticationToken) {
      // A passkey that nobody is known by has no name.
      String name = attempt.getName().isEmpty() ? "(passkey)" : attempt.getName();
      AuditEvent event = events.signIn(name, address(attempt.getDetails()), outcome);
      if (attempt.getAuthorities().stream()
          .anyMatch(how -> SignIns.PASSKEY.equals(how.getAuthority()))) {
        event.addEntity().setName("passkey");
      }
      trail.record(event);
    }
  }
}

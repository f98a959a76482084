package dev.mortar.audit;

import org.hl7.fhir.r4.model.AuditEvent.AuditEventOutcome;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.authentication.event.AbstractAuthenticationFailureEvent;
import org.springframework.security.authentication.event.AuthenticationSuccessEvent;
import org.springframework.security.authentication.event.InteractiveAuthenticationSuccessEvent;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AccessTokenAuthenticationToken;
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

  @EventListener
  void tokenGiven(AuthenticationSuccessEvent event) {
    if (event.getAuthentication() instanceof OAuth2AccessTokenAuthenticationToken given) {
      trail.record(
          events.token(given.getRegisteredClient().getClientId(), address(given.getDetails())));
    }
  }

  private static String address(@Nullable Object details) {
    return details instanceof WebAuthenticationDetails web ? web.getRemoteAddress() : "";
  }

  private void note(Authentication attempt, AuditEventOutcome outcome) {
    if (attempt instanceof UsernamePasswordAuthenticationToken) {
      trail.record(events.signIn(attempt.getName(), address(attempt.getDetails()), outcome));
    }
  }
}

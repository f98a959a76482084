package dev.mortar.audit;

import dev.mortar.security.CallerAuthentication;
import dev.mortar.security.GrantChange;
import dev.mortar.security.Refused;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;
import org.hl7.fhir.r4.model.AuditEvent;
import org.hl7.fhir.r4.model.AuditEvent.AuditEventOutcome;
import org.springframework.context.event.EventListener;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Notes who asked or changed what by {@code /api}, who opened a WebSocket, and who was refused at
 * any address.
 */
final class ApiAudit extends OncePerRequestFilter {
  /** Who asks gets what is known of themselves, and every page of the web app asks. */
  private static final String ONESELF = "/api/me";

  private static final int FIRST_ERROR = 400;
  private static final int SERVER_ERROR = 500;

  private final Supplier<AuditTrail> trail;
  private final AuditEvents events;

  /**
   * @param trail asked for late, so that the pages' set-up does not build the store
   */
  ApiAudit(Supplier<AuditTrail> trail, AuditEvents events) {
    this.trail = trail;
    this.events = events;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return request.getRequestURI().equals(ONESELF);
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    AuditEventOutcome outcome = AuditEventOutcome._8;
    try {
      chain.doFilter(request, response);
      outcome = outcome(response.getStatus());
    } finally {
      note(request, outcome);
    }
  }

  private void note(HttpServletRequest request, AuditEventOutcome outcome) {
    if (SecurityContextHolder.getContext().getAuthentication()
        instanceof CallerAuthentication known) {
      AuditEvent event =
          events.administration(known.caller(), request.getRemoteAddr(), what(request), outcome);
      boolean done = outcome == AuditEventOutcome._0;
      trail.get().record(AuditEvents.withGrants(event, done ? GrantChange.of(request) : List.of()));
    }
  }

  private static String what(HttpServletRequest request) {
    return request.getMethod() + " " + request.getRequestURI();
  }

  private static AuditEventOutcome outcome(int status) {
    if (status < FIRST_ERROR) {
      return AuditEventOutcome._0;
    }
    return status < SERVER_ERROR ? AuditEventOutcome._4 : AuditEventOutcome._8;
  }

  @EventListener
  void refused(Refused refused) {
    trail.get().record(events.refused(refused));
  }
}

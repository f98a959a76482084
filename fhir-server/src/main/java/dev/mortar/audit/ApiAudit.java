package dev.mortar.audit;

import dev.mortar.security.CallerAuthentication;
import dev.mortar.security.GrantChange;
import dev.mortar.security.Refused;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.hl7.fhir.r4.model.AuditEvent.AuditEventOutcome;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

/** Notes who changed something by {@code /api}, who opened one thing there, and who was refused. */
final class ApiAudit implements HandlerInterceptor {
  private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
  private static final int FIRST_ERROR = 400;

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
  public void afterCompletion(
      HttpServletRequest request,
      HttpServletResponse response,
      Object handler,
      @Nullable Exception failure) {
    if (SecurityContextHolder.getContext().getAuthentication() instanceof CallerAuthentication known
        && !(READING.contains(request.getMethod()) && isList(request))) {
      boolean done = failure == null && response.getStatus() < FIRST_ERROR;
      trail
          .get()
          .record(
              AuditEvents.withGrants(
                  events.administration(
                      known.caller(),
                      request.getRemoteAddr(),
                      request.getMethod() + " " + request.getRequestURI(),
                      done ? AuditEventOutcome._0 : AuditEventOutcome._4),
                  done ? GrantChange.of(request) : List.of()));
    }
  }

  @EventListener
  void refused(Refused refused) {
    trail
        .get()
        .record(
            events.administration(
                refused.caller(),
                refused.address(),
                refused.method() + " " + refused.path(),
                AuditEventOutcome._4));
  }

  /** Lists show headings only, and pages ask for them all the time. */
  private static boolean isList(HttpServletRequest request) {
    return !String.valueOf(request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE))
        .contains("{");
  }
}

package dev.mortar.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Tells of each call that was refused; the services themselves tell of those that they answer. */
final class HookTrail extends OncePerRequestFilter {
  private static final int FIRST_ERROR = 400;
  private static final int LONGEST = 200;

  private final ApplicationEventPublisher events;

  HookTrail(ApplicationEventPublisher events) {
    this.events = events;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    chain.doFilter(request, response);
    if (response.getStatus() >= FIRST_ERROR) {
      String what = request.getMethod() + " " + request.getRequestURI();
      events.publishEvent(
          new HookCall(
              caller(),
              request.getRemoteAddr(),
              what.substring(0, Math.min(what.length(), LONGEST)),
              Optional.of("answered " + response.getStatus()),
              Optional.empty(),
              List.of()));
    }
  }

  private static String caller() {
    return SecurityContextHolder.getContext().getAuthentication() instanceof HookAuthentication ehr
        ? ehr.getPrincipal()
        : "";
  }
}

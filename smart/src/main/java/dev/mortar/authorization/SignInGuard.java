package dev.mortar.authorization;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Before an app gets anything: a sign-in that is too old ends, and who must have a second factor
 * takes one into use.
 */
final class SignInGuard extends OncePerRequestFilter {
  private static final String BEGUN = "mortar.begun";

  private final Accounts accounts;
  private final SecondFactors factors;
  private final AuthorizationProperties.SignIn rules;
  private final Clock clock;

  SignInGuard(
      Accounts accounts, SecondFactors factors, AuthorizationProperties.SignIn rules, Clock clock) {
    this.accounts = accounts;
    this.factors = factors;
    this.rules = rules;
    this.clock = clock;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return !request.getRequestURI().equals("/oauth2/authorize");
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    HttpSession session = request.getSession(false);
    if (session != null && tooOld(session)) {
      session.invalidate();
      SecurityContextHolder.clearContext();
    } else if (mustEnrol(SecurityContextHolder.getContext().getAuthentication())) {
      response.sendRedirect("/login/second-factor");
      return;
    }
    chain.doFilter(request, response);
  }

  /** The sign-in goes straight on to here, so the first look is its beginning. */
  private boolean tooOld(HttpSession session) {
    if (!(session.getAttribute(BEGUN) instanceof Instant begun)) {
      session.setAttribute(BEGUN, clock.instant());
      return false;
    }
    return begun.plus(rules.longest()).isBefore(clock.instant());
  }

  private boolean mustEnrol(Authentication user) {
    return user != null
        && !rules.secondFactor().isEmpty()
        && accounts
            .find(user.getName())
            .filter(account -> rules.secondFactor().contains(account.role().code()))
            .filter(account -> !factors.has(account.username()))
            .isPresent();
  }
}

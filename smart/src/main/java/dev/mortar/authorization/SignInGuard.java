package dev.mortar.authorization;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Before an app gets anything, and before the pages of somebody who signed in: a sign-in that is
 * too old or was not used for too long ends. Who must have a second factor takes one into use, and
 * whose password is too old takes another.
 */
final class SignInGuard extends OncePerRequestFilter {
  private static final String AUTHORIZE = "/oauth2/authorize";
  private static final String BEGUN = "mortar.begun";
  private static final String SEEN = "mortar.seen";

  private final Accounts accounts;
  private final SecondFactors factors;
  private final AuthorizationProperties.SignIn rules;
  private final Clock clock;
  private final PasswordAge age;

  SignInGuard(
      Accounts accounts,
      SecondFactors factors,
      PasswordAge age,
      AuthorizationProperties.SignIn rules,
      Clock clock) {
    this.age = age;
    this.accounts = accounts;
    this.factors = factors;
    this.rules = rules;
    this.clock = clock;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    HttpSession session = request.getSession(false);
    Authentication user = SecurityContextHolder.getContext().getAuthentication();
    if (session != null && user != null && isOver(session)) {
      session.invalidate();
      SecurityContextHolder.clearContext();
    } else if (request.getRequestURI().equals(AUTHORIZE) && mustEnrol(user)) {
      response.sendRedirect("/login/second-factor");
      return;
    } else if (request.getRequestURI().equals(AUTHORIZE) && user != null && age.endsSignIn(user)) {
      PasswordAge.goOnLater(request);
      response.sendRedirect(PasswordPage.PATH);
      return;
    }
    chain.doFilter(request, response);
  }

  /** The sign-in goes straight on to here, so the first look is its beginning. */
  private boolean isOver(HttpSession session) {
    Instant now = clock.instant();
    Instant begun = session.getAttribute(BEGUN) instanceof Instant known ? known : now;
    Instant seen = session.getAttribute(SEEN) instanceof Instant known ? known : now;
    session.setAttribute(BEGUN, begun);
    session.setAttribute(SEEN, now);
    return begun.plus(rules.longest()).isBefore(now) || seen.plus(rules.idle()).isBefore(now);
  }

  private boolean mustEnrol(@Nullable Authentication user) {
    return user != null
        && !rules.secondFactor().isEmpty()
        && user.getAuthorities().stream()
            .noneMatch(how -> SignIns.SECOND_FACTOR.equals(how.getAuthority()))
        && accounts
            .find(user.getName())
            .filter(account -> rules.secondFactor().contains(account.role().code()))
            .filter(account -> !factors.has(account.username()))
            .isPresent();
  }
}

package dev.mortar.authorization;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.time.Clock;
import java.time.Duration;
import org.springframework.security.core.Authentication;

/**
 * Whether a password has been in use for too long. Without a setting none ever is, as an age alone
 * makes nobody's password weaker.
 *
 * @see <a href="https://pages.nist.gov/800-63-3/sp800-63b.html">NIST SP 800-63B, 5.1.1.2</a>
 */
final class PasswordAge {
  private static final String NEXT = "mortar.after-password";

  private final JdbcAccounts accounts;
  private final Duration longest;
  private final Clock clock;

  /**
   * @param longest zero for no limit
   */
  PasswordAge(JdbcAccounts accounts, Duration longest, Clock clock) {
    this.accounts = accounts;
    this.longest = longest;
    this.clock = clock;
  }

  /** Whoever came in otherwise has not used it. */
  boolean endsSignIn(Authentication user) {
    return longest.isPositive()
        && user.getAuthorities().stream()
            .anyMatch(how -> SignIns.PASSWORD.equals(how.getAuthority()))
        && isOver(user.getName());
  }

  boolean isOver(String username) {
    return longest.isPositive()
        && accounts
            .passwordSetAt(username)
            .filter(set -> set.plus(longest).isBefore(clock.instant()))
            .isPresent();
  }

  /** Keeps where the person wanted to go. */
  static void goOnLater(HttpServletRequest request) {
    if (request.getMethod().equals("GET") && request.getQueryString() != null) {
      request
          .getSession()
          .setAttribute(NEXT, request.getRequestURI() + "?" + request.getQueryString());
    }
  }

  static String next(HttpSession session) {
    Object next = session.getAttribute(NEXT);
    session.removeAttribute(NEXT);
    return next instanceof String address ? address : "/app/";
  }
}

package dev.mortar.security;

import dev.mortar.authorization.Rates;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Holds back who asks too often: before the token is looked at the address, behind it the person
 * and the app.
 */
final class RateFilter extends OncePerRequestFilter {
  private final Rates rates;
  private final Refusals refusals;
  private final boolean known;

  private RateFilter(Rates rates, Refusals refusals, boolean known) {
    this.rates = rates;
    this.refusals = refusals;
    this.known = known;
  }

  static RateFilter ofAddresses(Rates rates, Refusals refusals) {
    return new RateFilter(rates, refusals, false);
  }

  static RateFilter ofCallers(Rates rates, Refusals refusals) {
    return new RateFilter(rates, refusals, true);
  }

  /** Both stand in one chain, and each must run. */
  @Override
  protected String getAlreadyFilteredAttributeName() {
    return RateFilter.class.getName() + known;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Duration wait = Duration.ZERO;
    if (!known) {
      wait = rates.ofAddress(request.getRemoteAddr());
    } else if (SecurityContextHolder.getContext().getAuthentication()
        instanceof CallerAuthentication caller) {
      wait = rates.of(caller.caller());
      response.setHeader("RateLimit-Remaining", Long.toString(rates.left(caller.caller())));
    }
    if (wait.isZero()) {
      chain.doFilter(request, response);
    } else {
      refusals.tooMany(response, wait);
    }
  }
}

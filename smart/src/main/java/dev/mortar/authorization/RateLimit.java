package dev.mortar.authorization;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Holds back an address that tries secrets, because each try costs us far more than them.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6585#section-4">RFC 6585, Too Many Requests</a>
 */
final class RateLimit extends OncePerRequestFilter {
  private static final int TOO_MANY_REQUESTS = 429;
  private static final Set<String> GUARDED =
      Set.of(
          "/login",
          "/login/welcome",
          "/login/second-factor",
          "/oauth2/token",
          "/oauth2/revoke",
          "/oauth2/introspect");

  private final Buckets buckets;

  RateLimit(Buckets buckets) {
    this.buckets = buckets;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return !"POST".equals(request.getMethod()) || !GUARDED.contains(request.getRequestURI());
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Duration wait = buckets.take(request.getRemoteAddr());
    if (wait.isZero()) {
      chain.doFilter(request, response);
      return;
    }
    response.setStatus(TOO_MANY_REQUESTS);
    response.setHeader("Retry-After", Long.toString(wait.toSeconds() + 1));
    response.setContentType("application/json");
    response
        .getOutputStream()
        .print("{\"error\":\"temporarily_unavailable\",\"error_description\":\"Too many tries.\"}");
  }
}

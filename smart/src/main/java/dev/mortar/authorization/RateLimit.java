package dev.mortar.authorization;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Holds back an address that tries secrets, because each try costs us far more than them; and of
 * one address each name and each client, so that one that runs wild does not use up all tries.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6585#section-4">RFC 6585, Too Many Requests</a>
 */
final class RateLimit extends OncePerRequestFilter {
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int LONGEST = 200;
  private static final Set<String> CLIENTS =
      Set.of("/oauth2/token", "/oauth2/revoke", "/oauth2/introspect");
  private static final Set<String> PEOPLE =
      Set.of("/login", "/login/welcome", "/login/second-factor", PasswordPage.PATH);

  private final Buckets addresses;
  private final Rates rates;

  RateLimit(Buckets addresses, Rates rates) {
    this.addresses = addresses;
    this.rates = rates;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    String path = request.getRequestURI();
    return !"POST".equals(request.getMethod())
        || !(CLIENTS.contains(path) || PEOPLE.contains(path));
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Duration wait = ofName(request);
    if (wait.isZero()) {
      wait = addresses.take(request.getRemoteAddr());
    }
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

  private Duration ofName(HttpServletRequest request) {
    String address = request.getRemoteAddr();
    if (CLIENTS.contains(request.getRequestURI())) {
      String client = client(request);
      return client.isEmpty() ? Duration.ZERO : rates.ofToken(client, address);
    }
    String name = limited(request.getParameter("username"));
    return name.isEmpty() ? Duration.ZERO : rates.ofSignIn(name, address);
  }

  /** As it says itself; whether that is true is judged later. */
  static String client(HttpServletRequest request) {
    String named = limited(request.getParameter("client_id"));
    if (!named.isEmpty()) {
      return named;
    }
    String assertion = request.getParameter("client_assertion");
    if (assertion != null) {
      return SignedClient.named(assertion);
    }
    String header = request.getHeader("Authorization");
    return header != null && header.startsWith("Basic ") ? basic(header.substring(6)) : "";
  }

  private static String basic(String credentials) {
    try {
      String both = new String(Base64.getDecoder().decode(credentials), StandardCharsets.UTF_8);
      return limited(both.substring(0, Math.max(0, both.indexOf(':'))));
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  private static String limited(@Nullable String text) {
    return text == null ? "" : text.substring(0, Math.min(text.length(), LONGEST));
  }
}

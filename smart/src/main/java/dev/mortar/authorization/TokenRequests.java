package dev.mortar.authorization;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses what the endpoints behind it would trip over or take too lightly: a parameter that is
 * given twice, and a verifier that could be guessed even if it fits its challenge.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6749#section-3.2">RFC 6749, token endpoint</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7636#section-4.1">RFC 7636, code verifier</a>
 */
final class TokenRequests extends OncePerRequestFilter {
  private static final Set<String> ADDRESSES =
      Set.of("/oauth2/token", "/oauth2/revoke", "/oauth2/introspect");
  private static final Pattern VERIFIER = Pattern.compile("[A-Za-z0-9._~-]{43,128}");

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return !ADDRESSES.contains(request.getRequestURI());
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String verifier = request.getParameter("code_verifier");
    if (request.getParameterMap().values().stream().anyMatch(values -> values.length > 1)) {
      refuse(response, "invalid_request", "A parameter is given twice.");
    } else if (verifier != null && !VERIFIER.matcher(verifier).matches()) {
      refuse(response, "invalid_grant", "code_verifier has 43 to 128 plain characters.");
    } else {
      chain.doFilter(request, response);
    }
  }

  private static void refuse(HttpServletResponse response, String error, String description)
      throws IOException {
    response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
    response.setHeader("Cache-Control", "no-store");
    response.setContentType("application/json");
    response
        .getOutputStream()
        .print("{\"error\":\"%s\",\"error_description\":\"%s\"}".formatted(error, description));
  }
}

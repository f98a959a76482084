package dev.mortar.security;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.server.resource.BearerTokenErrors;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;

/**
 * Takes the token from the {@code Authorization} header, and from nowhere else. It finds what
 * Spring's own resolver finds; that one walks through each token by a regular expression, which
 * cost more than all decisions on a read together.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6750#section-2.1">RFC 6750, b64token</a>
 */
final class HeaderToken implements BearerTokenResolver {
  private static final String SCHEME = "Bearer";

  /**
   * @throws OAuth2AuthenticationException if what follows the scheme is no token
   */
  @Override
  public @Nullable String resolve(HttpServletRequest request) {
    String header = request.getHeader(HttpHeaders.AUTHORIZATION);
    if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return null;
    }
    int start = SCHEME.length() + 1;
    if (header.length() <= start || header.charAt(start - 1) != ' ' || !isToken(header, start)) {
      throw new OAuth2AuthenticationException(
          BearerTokenErrors.invalidToken("Bearer token is malformed"));
    }
    return header.substring(start);
  }

  private static boolean isToken(String header, int start) {
    int end = header.length();
    while (end > start && header.charAt(end - 1) == '=') {
      end--;
    }
    for (int i = start; i < end; i++) {
      char it = header.charAt(i);
      boolean letter = it >= 'a' && it <= 'z' || it >= 'A' && it <= 'Z' || it >= '0' && it <= '9';
      if (!letter && "-._~+/".indexOf(it) < 0) {
        return false;
      }
    }
    return end > start;
  }
}

package dev.mortar.security;

import dev.mortar.storage.FhirProperties;
import java.util.Arrays;
import org.springframework.http.HttpMethod;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * Matches whole paths. The framework's own choice would leave out the path of a servlet, and take
 * {@code /fhir/login} for {@code /login}.
 */
final class Paths {
  /** Where FHIR subscriptions are heard by WebSocket. */
  static final String SOCKET = FhirProperties.SOCKET_PATH;

  private static final PathPatternRequestMatcher.Builder PATHS =
      PathPatternRequestMatcher.withDefaults();

  private Paths() {}

  static RequestMatcher any(String... patterns) {
    return new OrRequestMatcher(
        Arrays.stream(patterns).<RequestMatcher>map(PATHS::matcher).toList());
  }

  static RequestMatcher reading(String... patterns) {
    return of(HttpMethod.GET, patterns);
  }

  static RequestMatcher of(HttpMethod method, String... patterns) {
    return new OrRequestMatcher(
        Arrays.stream(patterns)
            .<RequestMatcher>map(pattern -> PATHS.matcher(method, pattern))
            .toList());
  }
}

package dev.mortar.authorization;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.CorsConfigurationSource;

/**
 * From which pages browsers may call us: those of registered apps, and for what everyone may read,
 * all. Cookies never go along. Other origins get no permission, as if this did not exist.
 */
public final class Origins implements CorsConfigurationSource {
  private static final Duration FRESH = Duration.ofSeconds(5);
  private static final List<String> OPEN =
      List.of(
          "/fhir/metadata",
          "/fhir/.well-known/smart-configuration",
          BrandBundle.PATH,
          "/.well-known/openid-configuration",
          "/.well-known/oauth-authorization-server",
          "/oauth2/jwks",
          LaunchContext.STYLE);

  private final RegisteredApps apps;
  private final Clock clock;
  private volatile Known known = new Known(Set.of(), Instant.EPOCH);

  Origins(RegisteredApps apps, Clock clock) {
    this.apps = apps;
    this.clock = clock;
  }

  @Override
  public @Nullable CorsConfiguration getCorsConfiguration(HttpServletRequest request) {
    String origin = request.getHeader("Origin");
    if (origin == null) {
      return null;
    }
    if (OPEN.contains(request.getRequestURI())) {
      return allow("*", List.of("GET", "HEAD"));
    }
    return registered().contains(origin)
        ? allow(origin, List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"))
        : null;
  }

  private Set<String> registered() {
    Instant now = clock.instant();
    Known before = known;
    if (now.isBefore(before.at().plus(FRESH))) {
      return before.origins();
    }
    Set<String> origins = new TreeSet<>();
    apps.all().forEach(app -> origins.addAll(app.origins()));
    known = new Known(Set.copyOf(origins), now);
    return origins;
  }

  private static CorsConfiguration allow(String origin, List<String> methods) {
    CorsConfiguration cors = new CorsConfiguration();
    cors.setAllowedOrigins(List.of(origin));
    cors.setAllowedMethods(methods);
    cors.setAllowedHeaders(
        List.of(
            "Authorization",
            "Content-Type",
            "Accept",
            "If-Match",
            "If-None-Match",
            "If-Modified-Since",
            "If-None-Exist",
            "Prefer",
            "X-Provenance",
            "X-Request-Id",
            "X-Requested-With"));
    cors.setExposedHeaders(
        List.of("ETag", "Location", "Content-Location", "Last-Modified", "Retry-After"));
    cors.setMaxAge(Duration.ofMinutes(10));
    return cors;
  }

  private record Known(Set<String> origins, Instant at) {}
}

package dev.mortar.security;

import dev.mortar.ehr.HookClients;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.CorsConfigurationSource;

/** Which pages may call the decision services from a browser: those of registered EHRs. */
final class HookOrigins implements CorsConfigurationSource {
  private final HookClients clients;

  HookOrigins(HookClients clients) {
    this.clients = clients;
  }

  @Override
  public @Nullable CorsConfiguration getCorsConfiguration(HttpServletRequest request) {
    String origin = request.getHeader("Origin");
    if (origin == null || !clients.origins().contains(origin)) {
      return null;
    }
    CorsConfiguration cors = new CorsConfiguration();
    cors.setAllowedOrigins(List.of(origin));
    cors.setAllowedMethods(List.of("GET", "POST"));
    cors.setAllowedHeaders(List.of("Authorization", "Content-Type", "Accept"));
    cors.setMaxAge(Duration.ofMinutes(10));
    return cors;
  }
}

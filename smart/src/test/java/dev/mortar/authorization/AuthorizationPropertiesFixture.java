package dev.mortar.authorization;

import java.time.Duration;
import java.util.List;

/** The settings as they are when nothing is set. */
final class AuthorizationPropertiesFixture {
  private AuthorizationPropertiesFixture() {}

  static AuthorizationProperties defaults() {
    return new AuthorizationProperties(
        Duration.ofHours(1),
        Duration.ofMinutes(5),
        Duration.ofSeconds(60),
        new AuthorizationProperties.Lock(5, Duration.ofSeconds(30), Duration.ofMinutes(15)),
        Duration.ofSeconds(30),
        "",
        new AuthorizationProperties.SignIn(
            List.of(), Duration.ofHours(12), Duration.ofMinutes(15), 300, ""),
        List.of());
  }
}

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
        signIn(List.of()),
        List.of());
  }

  /**
   * @param secondFactor codes of the roles that must have one
   */
  static AuthorizationProperties.SignIn signIn(List<String> secondFactor) {
    return new AuthorizationProperties.SignIn(
        secondFactor,
        Duration.ofHours(12),
        Duration.ofMinutes(15),
        Duration.ofDays(14),
        300,
        8,
        Duration.ZERO,
        "");
  }
}

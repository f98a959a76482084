package dev.mortar.hl7.mllp;

import dev.mortar.hl7.Connections;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;

/** What an operator should know of the peers; none of it is our outage, so it is always up. */
final class MllpHealth implements HealthIndicator {
  private final Connections connections;
  private final Traffic traffic;

  MllpHealth(Connections connections, Traffic traffic) {
    this.connections = connections;
    this.traffic = traffic;
  }

  @Override
  public Health health() {
    return Health.up()
        .withDetail("connections", connections.open().size())
        .withDetail("refusedRatio", traffic.refusedRatio())
        .withDetail("silentSenders", traffic.silent())
        .build();
  }
}

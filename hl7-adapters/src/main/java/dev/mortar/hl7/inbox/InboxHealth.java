package dev.mortar.hl7.inbox;

import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;

/** Up as long as messages can be taken; a backlog or a failed message is told, but no outage. */
final class InboxHealth implements HealthIndicator {
  private final InboxService service;
  private final InboxMetrics metrics;

  InboxHealth(InboxService service, InboxMetrics metrics) {
    this.service = service;
    this.metrics = metrics;
  }

  @Override
  public Health health() {
    Health.Builder health = service.isRunning() ? Health.up() : Health.outOfService();
    return health
        .withDetail("oldestUnprocessedMilliseconds", metrics.oldestMillis())
        .withDetail("failed", metrics.failed())
        .build();
  }
}

package dev.mortar.storage.sealing;

import java.util.concurrent.atomic.LongAdder;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;

/** How often something sealed could not be opened since the start: nobody should learn it last. */
final class Failures implements HealthIndicator {
  private final LongAdder count = new LongAdder();

  void add() {
    count.increment();
  }

  @Override
  public Health health() {
    long failed = count.sum();
    return (failed == 0 ? Health.up() : Health.down()).withDetail("unopened", failed).build();
  }
}

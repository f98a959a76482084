package dev.mortar.storage.sealing;

import ca.uhn.fhir.rest.server.exceptions.UnclassifiedServerFailureException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;

/** How often something sealed could not be opened since the start: nobody should learn it last. */
final class Failures implements HealthIndicator {
  private final LongAdder count = new LongAdder();

  private final Set<Long> resources = ConcurrentHashMap.newKeySet();

  void add() {
    count.increment();
  }

  /**
   * A resource is served without its values now.
   *
   * @param pid of its row
   */
  void masked(long pid) {
    resources.add(pid);
    add();
  }

  /** It opens, perhaps again. */
  void opened(long pid) {
    if (!resources.isEmpty()) {
      resources.remove(pid);
    }
  }

  /**
   * Whoever changes a resource has read it before, and would store it without the values.
   *
   * @throws UnclassifiedServerFailureException 503 if it could not be opened when it was read last
   */
  void requireOpened(long pid) {
    if (!resources.isEmpty() && resources.contains(pid)) {
      throw new UnclassifiedServerFailureException(
          503,
          "This resource has a sealed number that cannot be opened now, and would lose it with this"
              + " change. Its operator finds the reason under sealingHealth; try again after that.");
    }
  }

  @Override
  public Health health() {
    long failed = count.sum();
    return (failed == 0 ? Health.up() : Health.down()).withDetail("unopened", failed).build();
  }
}

package dev.mortar.hl7.outbound;

import dev.mortar.hl7.Destinations;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** What an operator watches of what goes out. */
final class OutboundMetrics {
  private final MeterRegistry registry;

  OutboundMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  void replied(String destination, Reply reply) {
    String outcome =
        switch (reply) {
          case Reply.Taken taken -> "taken";
          case Reply.Later later -> "later";
          case Reply.Refused refused -> "refused";
          case Reply.Unreachable unreachable -> "unreachable";
          case Reply.Unanswered unanswered -> "unanswered";
        };
    registry
        .counter("mortar.hl7.outbound.replies", "destination", destination, "outcome", outcome)
        .increment();
  }

  /** Figures that are asked for when somebody looks. */
  void watch(Supplier<List<Destinations.Status>> status, Clock clock) {
    Gauge.builder(
            "mortar.hl7.outbound.oldest.milliseconds",
            () -> status.get().stream().mapToLong(one -> age(one, clock)).max().orElse(0))
        .register(registry);
    Gauge.builder(
            "mortar.hl7.outbound.failed",
            () -> status.get().stream().mapToLong(Destinations.Status::failed).sum())
        .register(registry);
  }

  private static long age(Destinations.Status status, Clock clock) {
    return status
        .oldest()
        .map(at -> Math.max(0, Duration.between(at, clock.instant()).toMillis()))
        .orElse(0L);
  }
}

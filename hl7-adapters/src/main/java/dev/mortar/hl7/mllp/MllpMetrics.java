package dev.mortar.hl7.mllp;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/** What an operator watches of connections and frames. */
final class MllpMetrics {
  private final MeterRegistry registry;
  private final AtomicInteger open;

  MllpMetrics(MeterRegistry registry) {
    this.registry = registry;
    this.open = registry.gauge("mortar.hl7.mllp.connections", new AtomicInteger());
  }

  void opened() {
    open.incrementAndGet();
    registry.counter("mortar.hl7.mllp.accepted").increment();
  }

  void closed() {
    open.decrementAndGet();
  }

  void turnedAway() {
    registry.counter("mortar.hl7.mllp.turned.away").increment();
  }

  void acknowledged(String code) {
    registry.counter("mortar.hl7.mllp.acknowledged", "code", code).increment();
  }

  void broken(Frame.Break why) {
    String name = why.name().toLowerCase(Locale.ROOT);
    registry.counter("mortar.hl7.mllp.broken.frames", "why", name).increment();
  }

  void junk(long bytes) {
    registry.counter("mortar.hl7.mllp.junk.bytes").increment(bytes);
  }

  /** The message is stored and acknowledged, but its sender did not stay to hear it. */
  void acknowledgementLost() {
    registry.counter("mortar.hl7.mllp.acknowledgements.lost").increment();
  }
}

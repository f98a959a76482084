package dev.mortar.hl7.mllp;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

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

  /** The address of a peer came too often. */
  void tooOften() {
    registry.counter("mortar.hl7.mllp.too.often").increment();
  }

  void handshakeFailed() {
    registry.counter("mortar.hl7.mllp.handshakes.failed").increment();
  }

  void outOfTurn() {
    registry.counter("mortar.hl7.mllp.out.of.turn").increment();
  }

  /** Figures that are asked for when somebody looks. */
  void watch(Supplier<Number> refusedRatio, Supplier<Number> silentSenders) {
    Gauge.builder("mortar.hl7.mllp.refused.ratio", refusedRatio).register(registry);
    Gauge.builder("mortar.hl7.senders.silent", silentSenders).register(registry);
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

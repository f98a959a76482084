package dev.mortar.hl7.inbox;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.atomic.AtomicLong;

/** What an operator watches. No tag depends on what a message says. */
final class InboxMetrics {
  private final MeterRegistry registry;
  private final AtomicLong oldestMillis;
  private final AtomicLong failed;

  InboxMetrics(MeterRegistry registry) {
    this.registry = registry;
    this.oldestMillis = registry.gauge("mortar.hl7.inbox.oldest.milliseconds", new AtomicLong());
    this.failed = registry.gauge("mortar.hl7.inbox.failed", new AtomicLong());
  }

  void committed(int group) {
    DistributionSummary.builder("mortar.hl7.inbox.commit.group").register(registry).record(group);
  }

  void received(Receipt receipt) {
    String outcome =
        switch (receipt) {
          case Receipt.Accepted accepted -> "accepted";
          case Receipt.Duplicate duplicate -> "duplicate";
          case Receipt.Unavailable unavailable -> "unavailable";
        };
    counter("mortar.hl7.inbox.received", "outcome", outcome).increment();
  }

  void delivered(Outcome outcome) {
    String name =
        switch (outcome) {
          case Outcome.Done done -> "done";
          case Outcome.Again again -> "retry";
          case Outcome.Failed f -> "failed";
          case Outcome.Held held -> "held";
          case Outcome.Gone gone -> "gone";
        };
    counter("mortar.hl7.inbox.delivered", "outcome", name).increment();
  }

  Timer delivery() {
    return registry.timer("mortar.hl7.inbox.delivery");
  }

  void backlog(long ageMillis, long failedMessages) {
    oldestMillis.set(ageMillis);
    failed.set(failedMessages);
  }

  long oldestMillis() {
    return oldestMillis.get();
  }

  long failed() {
    return failed.get();
  }

  private Counter counter(String name, String tag, String value) {
    return registry.counter(name, tag, value);
  }
}

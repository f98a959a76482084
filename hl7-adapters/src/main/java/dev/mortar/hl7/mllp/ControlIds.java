package dev.mortar.hl7.mllp;

import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** MSH-10 of our own messages: the moment of the start and a running number, in base 36. */
final class ControlIds implements Supplier<String> {
  private final String start;
  private final AtomicLong next = new AtomicLong();

  ControlIds(Instant start) {
    this.start = Long.toString(start.toEpochMilli(), 36);
  }

  @Override
  public String get() {
    String number = Long.toString(next.getAndIncrement(), 36);
    return (start + '-' + number).toUpperCase(Locale.ROOT);
  }
}

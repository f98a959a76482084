package dev.mortar.mapping;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * {@code java -cp … dev.mortar.mapping.MappingBench}: messages a second on one thread, by its CPU
 * time, and bytes allocated for each. Never run as a test.
 */
final class MappingBench {
  private static final int WARM_UP = 60_000;
  private static final int MEASURED = 40_000;

  private MappingBench() {}

  public static void main(String[] args) {
    measure("ORU^R01, 10 OBX", Messages.results(10));
    measure("ADT^A01", Messages.admission());
  }

  private static void measure(String name, String text) {
    Mapper mapper = Mapper.standard();
    RawMessage message = new RawMessage("1", text.getBytes(StandardCharsets.UTF_8), Instant.EPOCH);
    long entries = 0;
    for (int i = 0; i < WARM_UP; i++) {
      entries += mapper.map(message).bundle().getEntry().size();
    }
    com.sun.management.ThreadMXBean threads =
        (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long cpu = threads.getCurrentThreadCpuTime();
    long bytes = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < MEASURED; i++) {
      entries += mapper.map(message).bundle().getEntry().size();
    }
    double seconds = (threads.getCurrentThreadCpuTime() - cpu) / 1e9;
    double kib = (threads.getCurrentThreadAllocatedBytes() - bytes) / 1024.0 / MEASURED;
    System.out.printf(
        "%s: %.0f messages per CPU second, %.0f KiB each, %d entries%n",
        name, MEASURED / seconds, kib, entries / (WARM_UP + MEASURED));
  }
}

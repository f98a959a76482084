package dev.mortar.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/**
 * What mapping allocates is counted by the JVM and does not depend on the machine or its load, as a
 * time would, but on its object headers, which here are those that the program runs with. 128 to
 * 137 KiB and 51 to 53 KiB were measured, the higher ones before the compiler has done its best.
 */
final class AllocationTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int WARM_UP = 2_000;
  private static final int MEASURED = 500;

  @Test
  void aReportOfTenResultsCostsAtMost150KiB() {
    assertThat(kibForEach(Messages.results(10))).isPositive().isLessThan(150);
  }

  @Test
  void anAdmissionCostsAtMost80KiB() {
    assertThat(kibForEach(Messages.admission())).isPositive().isLessThan(80);
  }

  private static double kibForEach(String text) {
    Mapper mapper = Mapper.standard();
    RawMessage message = new RawMessage("1", text.getBytes(StandardCharsets.UTF_8), Instant.EPOCH);
    map(mapper, message, WARM_UP);
    long before = THREADS.getCurrentThreadAllocatedBytes();
    map(mapper, message, MEASURED);
    return (THREADS.getCurrentThreadAllocatedBytes() - before) / 1024.0 / MEASURED;
  }

  private static void map(Mapper mapper, RawMessage message, int times) {
    for (int i = 0; i < times; i++) {
      assertThat(mapper.map(message).bundle().getEntry()).isNotEmpty();
    }
  }
}

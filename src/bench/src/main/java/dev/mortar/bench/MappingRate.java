package dev.mortar.bench;

import dev.mortar.mapping.Mapper;
import dev.mortar.mapping.RawMessage;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.function.IntFunction;
import java.util.function.ToIntFunction;

/**
 * Prints how many ORU and how many ADT messages one core turns into R4 objects in a second. The CPU
 * is that of the whole process: collecting garbage and compiling belong to the price.
 */
public final class MappingRate {
  private static final double WARM_UP_SECONDS = 4;
  private static final double MEASURED_SECONDS = 3;

  private MappingRate() {}

  public static void main(String[] args) {
    Mapper mapper = Mapper.standard();
    print(text -> mapper.map(raw(text)).bundle().getEntry().size());
  }

  private static RawMessage raw(String text) {
    return new RawMessage("1", text.getBytes(StandardCharsets.UTF_8), Instant.EPOCH);
  }

  /** One line: the rate of the results, the rate of the admissions. */
  static void print(ToIntFunction<String> read) {
    System.out.println(rate(Hl7Material::results, read) + " " + rate(Hl7Material::admission, read));
  }

  private static double rate(IntFunction<String> messages, ToIntFunction<String> read) {
    run(messages, read, WARM_UP_SECONDS);
    return run(messages, read, MEASURED_SECONDS);
  }

  private static double run(IntFunction<String> messages, ToIntFunction<String> read, double most) {
    String[] texts = new String[256];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = messages.apply(i);
    }
    long begin = cpu();
    int done = 0;
    while ((cpu() - begin) / 1e9 < most) {
      for (String text : texts) {
        if (read.applyAsInt(text) == 0) {
          throw new IllegalStateException("nothing came of a message");
        }
      }
      done += texts.length;
    }
    return done / ((cpu() - begin) / 1e9);
  }

  private static long cpu() {
    var system = ManagementFactory.getOperatingSystemMXBean();
    return ((com.sun.management.OperatingSystemMXBean) system).getProcessCpuTime();
  }
}

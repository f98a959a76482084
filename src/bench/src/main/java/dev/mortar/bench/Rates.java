package dev.mortar.bench;

import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.function.ToIntFunction;

/**
 * How many messages one core reads in a second, and what it allocates for each. The CPU is that of
 * the whole process: collecting garbage and compiling belong to the price.
 *
 * @param perSecond of CPU
 * @param kib allocated for one message
 */
record Rates(double perSecond, double kib) {
  /** By then the JVM's compilers have nearly finished, for fast and for slow programs. */
  private static final double WARM_UP_SECONDS = 20;

  private static final double MEASURED_SECONDS = 5;
  private static final int MESSAGES = 256;

  /** One line: rate and allocation of the results, then of the admissions. */
  static void print(ToIntFunction<String> read) {
    Rates results = measure(Hl7Material::results, read);
    Rates admissions = measure(Hl7Material::admission, read);
    System.out.println(results.line() + " " + admissions.line());
  }

  /** What {@link #print} printed. */
  static Rates[] parse(String line) {
    String[] figures = line.split(" ", -1);
    return new Rates[] {of(figures[0], figures[1]), of(figures[2], figures[3])};
  }

  private static Rates of(String perSecond, String kib) {
    return new Rates(Double.parseDouble(perSecond), Double.parseDouble(kib));
  }

  String line() {
    return String.format(Locale.ROOT, "%.3f %.3f", perSecond, kib);
  }

  private static Rates measure(IntFunction<String> messages, ToIntFunction<String> read) {
    run(messages, read, WARM_UP_SECONDS);
    return run(messages, read, MEASURED_SECONDS);
  }

  private static Rates run(IntFunction<String> messages, ToIntFunction<String> read, double most) {
    String[] texts = new String[MESSAGES];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = messages.apply(i);
    }
    long begin = cpu();
    long bytes = allocated();
    int done = 0;
    while ((cpu() - begin) / 1e9 < most) {
      if (read.applyAsInt(texts[done % MESSAGES]) == 0) {
        throw new IllegalStateException("nothing came of a message");
      }
      done++;
    }
    double kib = (allocated() - bytes) / 1024.0 / done;
    return new Rates(done / ((cpu() - begin) / 1e9), kib);
  }

  private static long allocated() {
    var threads = ManagementFactory.getThreadMXBean();
    return ((com.sun.management.ThreadMXBean) threads).getCurrentThreadAllocatedBytes();
  }

  private static long cpu() {
    var system = ManagementFactory.getOperatingSystemMXBean();
    return ((com.sun.management.OperatingSystemMXBean) system).getProcessCpuTime();
  }
}

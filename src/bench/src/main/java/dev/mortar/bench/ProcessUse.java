package dev.mortar.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What the operating system (Linux) knows of a process. */
final class ProcessUse {
  /** Ticks a second in /proc; the same on every Linux that runs a JVM. */
  private static final double MILLIS_OF_TICK = 10;

  private static final int USER_TIME = 11;
  private static final int SYSTEM_TIME = 12;

  private ProcessUse() {}

  /** CPU that the process has used since it started, in ms; the steps are of 10 ms. */
  static double cpuMillis(long pid) {
    return cpuMillis(read(pid, "stat"));
  }

  static double cpuMillis(String stat) {
    // The name of the program stands in brackets and may hold blanks.
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    long ticks = Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[SYSTEM_TIME]);
    return ticks * MILLIS_OF_TICK;
  }

  /** The same of a process, its children, and those of its children that have ended. */
  static double familyCpuMillis(long pid) {
    double sum = cpuMillis(read(pid, "stat")) + endedChildrenMillis(read(pid, "stat"));
    List<ProcessHandle> children =
        ProcessHandle.of(pid).map(ProcessHandle::children).orElseGet(Stream::empty).toList();
    for (ProcessHandle child : children) {
      try {
        sum += cpuMillis(child.pid());
      } catch (UncheckedIOException endedJustNow) {
        continue;
      }
    }
    return sum;
  }

  private static double endedChildrenMillis(String stat) {
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    long ticks = Long.parseLong(fields[USER_TIME + 2]) + Long.parseLong(fields[SYSTEM_TIME + 2]);
    return ticks * MILLIS_OF_TICK;
  }

  /** Memory of the process that is in RAM, in MB. */
  static double residentMegabytes(long pid) {
    return residentMegabytes(read(pid, "status"));
  }

  static double residentMegabytes(String status) {
    return status
        .lines()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024)
        .findFirst()
        .orElse(0);
  }

  private static String read(long pid, String file) {
    try {
      return Files.readString(Path.of("/proc", Long.toString(pid), file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

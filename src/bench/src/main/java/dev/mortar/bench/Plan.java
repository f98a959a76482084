package dev.mortar.bench;

import java.nio.file.Path;
import java.util.Map;

/**
 * How much is measured.
 *
 * @param root the checked-out tree with the built program below {@code build/mortar}
 * @param work an empty folder for databases and logs
 * @param scale 1 is a short run; 10 warms up as long as figures for the public need
 * @param rounds how often each row is measured on each server, in turns
 * @param clients how many requests are under way at a time
 */
record Plan(Path root, Path work, double scale, int rounds, int clients) {
  Plan {
    if (scale <= 0 || rounds < 1 || clients < 1) {
      throw new IllegalArgumentException("scale, rounds and clients must be above 0");
    }
  }

  static Plan of(Path root, Path work, Map<String, String> environment) {
    return new Plan(
        root.toAbsolutePath().normalize(),
        work,
        Double.parseDouble(environment.getOrDefault("BENCH_SCALE", "1")),
        Integer.parseInt(environment.getOrDefault("BENCH_ROUNDS", "3")),
        Integer.parseInt(environment.getOrDefault("BENCH_CLIENTS", "2")));
  }

  int scaled(int count) {
    return Math.max(2, (int) (count * scale));
  }
}

package dev.mortar.bench;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How much is measured.
 *
 * @param root the checked-out tree with the built program below {@code build/mortar}
 * @param work an empty folder for databases and logs
 * @param scale 1 is a short run; 10 warms up as long as figures for the public need
 * @param rounds how often each row is measured on each server, in turns
 * @param clients how many requests are under way at a time
 * @param parts the groups of rows to measure
 * @param store what both servers keep their data in
 */
record Plan(
    Path root,
    Path work,
    double scale,
    int rounds,
    int clients,
    Set<Part> parts,
    Store.Kind store) {

  /**
   * The servers' starts and memory are measured whenever they run; what access costs, only when
   * asked for.
   */
  enum Part {
    MAPPING,
    START,
    FHIR,
    ACCESS,
    HL7
  }

  Plan {
    parts = Set.copyOf(parts);
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
        Integer.parseInt(environment.getOrDefault("BENCH_CLIENTS", "2")),
        parts(environment.getOrDefault("BENCH_PARTS", "")),
        Store.Kind.valueOf(environment.getOrDefault("BENCH_STORE", "h2").toUpperCase(Locale.ROOT)));
  }

  private static Set<Part> parts(String names) {
    return names.isBlank()
        ? EnumSet.complementOf(EnumSet.of(Part.ACCESS))
        : Stream.of(names.split(",", -1))
            .map(name -> Part.valueOf(name.strip().toUpperCase(Locale.ROOT)))
            .collect(Collectors.toSet());
  }

  int scaled(int count) {
    return Math.max(2, (int) (count * scale));
  }
}

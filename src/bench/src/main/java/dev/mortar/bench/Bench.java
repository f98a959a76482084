package dev.mortar.bench;

import dev.mortar.bench.Launcher.Started;
import dev.mortar.bench.Plan.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Measures Mortar beside the stock server and writes down what it finds. */
public final class Bench {
  private static final Path LOAD = Path.of("/proc/loadavg");

  private final Plan plan;
  private final Launcher launcher;
  private final List<Row> rows = new ArrayList<>();
  private final Map<String, Integer> errors = new TreeMap<>();

  private Bench(Plan plan) {
    this.plan = plan;
    this.launcher = new Launcher(plan);
  }

  /** Arguments: the root of the tree, an empty folder, the commit, the file for the result. */
  public static void main(String[] args) throws IOException {
    var bench = new Bench(Plan.of(Path.of(args[0]), Path.of(args[1]), System.getenv()));
    var facts = bench.facts(args[2]);
    try (bench.launcher) {
      bench.measure();
    }
    facts.put("load after", Files.readString(LOAD).strip());
    var errors = bench.errors.entrySet().stream().map(e -> e.getValue() + " x " + e.getKey());
    var report = new Report(facts, bench.rows, errors.toList());
    report.write(Path.of(args[3]));
    System.out.print(report.table());
  }

  private void measure() {
    var hl7 = new Hl7Rows(plan, launcher, this::error);
    if (measures(Part.MAPPING)) {
      rows.addAll(hl7.mapping());
    }
    if (measures(Part.START)) {
      firstStart();
    }
    if (measures(Part.START) || measures(Part.FHIR) || measures(Part.HL7)) {
      serve(hl7);
    }
    if (measures(Part.ACCESS)) {
      access();
    }
  }

  private boolean measures(Part part) {
    return plan.parts().contains(part);
  }

  private void firstStart() {
    System.err.println("Measuring the start");
    double ours;
    double theirs;
    try (var mortar = launcher.mortar()) {
      ours = mortar.seconds();
    }
    try (var stock = launcher.stock()) {
      theirs = stock.seconds();
    }
    rows.add(new Row("start to ready, empty database", "seconds", ours, theirs));
  }

  private void serve(Hl7Rows hl7) {
    System.err.println("Starting both");
    try (var mortar = launcher.mortar();
        var stock = launcher.stock()) {
      if (measures(Part.START)) {
        String name = "start to ready, existing database";
        rows.add(new Row(name, "seconds", mortar.seconds(), stock.seconds()));
      }
      rows.add(resident("memory after start", mortar, stock));
      if (measures(Part.FHIR)) {
        rows.addAll(new FhirRows(plan, mortar.server(), stock.server(), this::error).measure());
      }
      if (measures(Part.HL7)) {
        rows.addAll(hl7.endToEnd(mortar, stock.server()));
      }
      rows.add(resident("memory after the load", mortar, stock));
      rows.add(
          new Row(
              "database after the load",
              "MB on disk",
              mortar.server().store().megabytesOnDisk(),
              stock.server().store().megabytesOnDisk()));
    }
    if (measures(Part.HL7)) {
      rows.addAll(hl7.accepting());
    }
  }

  private void access() {
    System.err.println("Starting Mortar with and without its checks");
    try (var closed = launcher.closed();
        var open = launcher.open()) {
      rows.addAll(new FhirRows(plan, closed.server(), open.server(), this::error).measureAccess());
    }
  }

  private static Row resident(String name, Started mortar, Started stock) {
    return new Row(
        name,
        "MB in RAM",
        ProcessUse.residentMegabytes(mortar.server().pid()),
        ProcessUse.residentMegabytes(stock.server().pid()));
  }

  private synchronized void error(String what) {
    errors.merge(what.replaceAll("\\d{3,}|[0-9a-f]{8}-[0-9a-f-]{27}", "#"), 1, Integer::sum);
  }

  private Map<String, String> facts(String commit) throws IOException {
    var facts = new LinkedHashMap<String, String>();
    facts.put("machine", machine());
    facts.put("commit", commit);
    facts.put("store", plan.store().words());
    facts.put("at", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    facts.put(
        "plan",
        "scale %s, %d rounds, %d clients".formatted(plan.scale(), plan.rounds(), plan.clients()));
    facts.put("load before", Files.readString(LOAD).strip());
    return facts;
  }

  private static String machine() throws IOException {
    String model =
        Files.readString(Path.of("/proc/cpuinfo"))
            .lines()
            .filter(line -> line.startsWith("model name"))
            .map(line -> line.substring(line.indexOf(':') + 1).strip())
            .findFirst()
            .orElse(System.getProperty("os.arch"));
    int cores = Runtime.getRuntime().availableProcessors();
    return cores + " cores, " + model + ", JDK " + Runtime.version();
  }
}

package dev.mortar.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;

/** The rows of the REST API: each family on both servers, in turns. */
final class FhirRows {
  private static final int PATIENTS = 100;

  private final Plan plan;
  private final Server mortar;
  private final Server stock;
  private final Consumer<String> errors;
  private final Load load;

  FhirRows(Plan plan, Server mortar, Server stock, Consumer<String> errors) {
    this.plan = plan;
    this.mortar = mortar;
    this.stock = stock;
    this.errors = errors;
    this.load = new Load(plan.clients(), errors);
  }

  List<Row> measure() {
    List.of(mortar, stock).forEach(FhirRows::addOwners);
    var rows = new ArrayList<>(rows(Family.imports(), List.of(), List.of()));
    var here = patients(mortar);
    var there = patients(stock);
    Family.others().forEach(family -> rows.addAll(rows(family, here, there)));
    return rows;
  }

  /**
   * What the checks cost, for somebody to whom all is open and for somebody who is bound to places.
   * {@code mortar} checks, {@code stock} is Mortar too and does not.
   */
  List<Row> measureAccess() {
    List.of(mortar, stock).forEach(FhirRows::addOwners);
    int visits = plan.scaled(Family.imports().count());
    List.of(mortar, stock).forEach(server -> run(Family.imports(), server, List.of(), 0, visits));
    var here = patients(mortar);
    var there = patients(stock);
    var rows = new ArrayList<Row>();
    for (String role : List.of("manager", "staff-pharmacist")) {
      mortar.as(role);
      Family.checked(role).forEach(family -> rows.add(rows(family, here, there).getFirst()));
    }
    return rows;
  }

  private static void addOwners(Server server) {
    server.signIn();
    for (int i = 0; i < Material.OWNERS; i++) {
      server.json(server.put("/fhir/Practitioner/" + Material.owner(i), Material.practitioner(i)));
    }
  }

  private List<String> patients(Server server) {
    server.signIn();
    var ids = new ArrayList<String>();
    for (int i = 0; i < Math.min(PATIENTS, plan.scaled(Family.imports().count())); i++) {
      var found = server.json(server.get(Family.byRecordNumber(i)));
      ids.add(found.path("entry").path(0).path("resource").path("id").asText());
    }
    return ids;
  }

  private List<Row> rows(Family family, List<String> here, List<String> there) {
    System.err.println("Measuring " + family.name());
    int count = plan.scaled(family.count());
    var ours = new ArrayList<Round>();
    var theirs = new ArrayList<Round>();
    // Twice as much as a round first, for the compilers of both.
    run(family, mortar, here, 0, 2 * count);
    run(family, stock, there, 0, 2 * count);
    for (int round = 0; round < plan.rounds(); round++) {
      int from = (2 + round) * count;
      ours.add(run(family, mortar, here, from, count));
      theirs.add(run(family, stock, there, from, count));
      if (ours.getLast().entries() != theirs.getLast().entries()) {
        errors.accept(
            "%s: %d entries of Mortar, %d of stock"
                .formatted(family.name(), ours.getLast().entries(), theirs.getLast().entries()));
      }
    }
    var rows = new ArrayList<Row>();
    rows.add(row(family, "CPU-ms", ours, theirs, Round::cpuMillisEach));
    if (plan.store() == Store.Kind.POSTGRESQL) {
      rows.add(row(family, "CPU-ms, database", ours, theirs, Round::storeMillisEach));
    }
    rows.add(row(family, "requests/s", ours, theirs, Round::perSecond));
    rows.add(row(family, "p50 ms", ours, theirs, Round::p50));
    rows.add(row(family, "p95 ms", ours, theirs, Round::p95));
    rows.add(row(family, "p99 ms", ours, theirs, Round::p99));
    return rows;
  }

  private Round run(Family family, Server server, List<String> patients, int from, int count) {
    return load.run(server, from, count, n -> family.requests().request(server, patients, n));
  }

  private static Row row(
      Family family,
      String unit,
      List<Round> ours,
      List<Round> theirs,
      ToDoubleFunction<Round> figure) {
    return new Row(family.name(), unit, median(ours, figure), median(theirs, figure));
  }

  static double median(List<Round> rounds, ToDoubleFunction<Round> figure) {
    double[] sorted = rounds.stream().mapToDouble(figure).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}

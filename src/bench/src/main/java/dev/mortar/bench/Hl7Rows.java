package dev.mortar.bench;

import ca.uhn.fhir.context.FhirContext;
import dev.mortar.bench.Launcher.Started;
import dev.mortar.bench.Senders.Answered;
import dev.mortar.e2e.Await;
import dev.mortar.e2e.MllpConnection;
import dev.mortar.mapping.Mapper;
import dev.mortar.mapping.RawMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The rows of HL7 v2: receiving, mapping, and the whole way from the wire into the store. */
final class Hl7Rows {
  private static final int MESSAGES = 300;

  /** Until the JVM's compilers are done with what accepts messages. */
  private static final int WARM = 60_000;

  private static final int ACCEPTED = 5_000;
  private static final Duration STORED = Duration.ofMinutes(3);
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Plan plan;
  private final Launcher launcher;
  private final Consumer<String> errors;

  Hl7Rows(Plan plan, Launcher launcher, Consumer<String> errors) {
    this.plan = plan;
    this.launcher = launcher;
    this.errors = errors;
  }

  List<Row> mapping() {
    System.err.println("Measuring mapping");
    Rates[] ours = rates(launcher.program(MappingRate.class.getName()));
    Rates[] parser = rates(launcher.program("dev.mortar.bench.PeerParseRate"));
    var rows = new ArrayList<>(rows(" (stock: HAPI v2 generic parse only)", ours, parser));
    if (launcher.hasConverter()) {
      Rates[] converter = rates(launcher.converter());
      rows.addAll(rows(" (stock: LinuxForHealth 1.0.19)", ours, converter));
    } else {
      errors.accept("LinuxForHealth's converter could not be fetched and was not measured");
    }
    return rows;
  }

  private static List<Row> rows(String peer, Rates[] ours, Rates[] theirs) {
    var rows = new ArrayList<Row>();
    var names = List.of("ORU, 10 OBX, to R4 objects", "ADT to R4 objects");
    for (int i = 0; i < 2; i++) {
      double rate = theirs[i].perSecond();
      rows.add(new Row(names.get(i) + peer, "messages/s/core", ours[i].perSecond(), rate));
      rows.add(new Row(names.get(i) + peer, "KiB allocated", ours[i].kib(), theirs[i].kib()));
    }
    return rows;
  }

  private static Rates[] rates(Child program) {
    try (program) {
      return Rates.parse(program.untilEnd().lines().toList().getLast());
    }
  }

  /** Acknowledging and storing; in Mortar the two go on at the same time. */
  List<Row> endToEnd(Started mortar, Server stock) {
    System.err.println("Measuring HL7 end to end");
    int count = plan.scaled(MESSAGES);
    int port = Child.freePort();
    var ours = new ArrayList<Double>();
    send(mortar, 1, 0, count);
    ours.add(send(mortar, 1, count, count).acknowledged());
    var stored = send(mortar, 8, 2 * count, count);
    ours.add(stored.acknowledged());
    try (var peer = launcher.program("dev.mortar.bench.PeerListener", Integer.toString(port))) {
      peer.secondsUntil(() -> accepts(port));
      Senders.send(port, 1, 0, count);
      var posted = post(stock, count);
      String forgets = " (stock: HAPI SimpleServer, keeps nothing)";
      String bundle = " (stock: POST of the same bundle)";
      return List.of(
          new Row(
              "MLLP durable ACK, 1 connection" + forgets,
              "messages/s",
              ours.get(0),
              Senders.send(port, 1, 0, count)),
          new Row(
              "MLLP durable ACK, 8 connections" + forgets,
              "messages/s",
              ours.get(1),
              Senders.send(port, 8, 0, count)),
          new Row(
              "ORU, MLLP byte to stored" + bundle,
              "CPU-ms",
              stored.cpuMillis() / count,
              posted.cpuMillisEach()),
          new Row(
              "ORU, MLLP byte to stored" + bundle,
              "messages/s",
              count / stored.seconds(),
              posted.perSecond()));
    }
  }

  /**
   * Accepting alone, on a server that puts storing off while messages come in: what a burst meets,
   * which the processors then do not share with the work that it makes.
   */
  List<Row> accepting() {
    System.err.println("Measuring acknowledgements alone");
    int count = plan.scaled(ACCEPTED);
    int port = Child.freePort();
    var rows = new ArrayList<Row>();
    for (int connections : new int[] {1, 8}) {
      try (var mortar = launcher.accepting("accepting-" + connections);
          var peer = launcher.program("dev.mortar.bench.PeerListener", Integer.toString(port))) {
        peer.secondsUntil(() -> accepts(port));
        Answered ours = Senders.send(mortar.mllpPort(), connections, 0, WARM, count);
        Answered theirs = Senders.send(port, connections, 0, WARM, count);
        String name =
            "MLLP durable ACK alone, %d connection%s (stock: HAPI SimpleServer, keeps nothing)"
                .formatted(connections, connections == 1 ? "" : "s");
        rows.add(new Row(name, "messages/s", ours.perSecond(), theirs.perSecond()));
        rows.add(new Row(name, "ms p99", ours.p99Millis(), theirs.p99Millis()));
      }
    }
    return rows;
  }

  /**
   * @param acknowledged messages a second until the last acknowledgement
   * @param seconds until the last resource was stored
   */
  private record Sent(double acknowledged, double seconds, double cpuMillis) {}

  private Sent send(Started mortar, int connections, int from, int count) {
    Server server = mortar.server();
    server.signIn();
    int before = reports(server);
    double cpu = server.cpuMillis() + server.store().cpuMillis();
    long begin = System.nanoTime();
    double rate = Senders.send(mortar.mllpPort(), connections, from, count);
    if (!Await.until(STORED, () -> reports(server) >= before + count)) {
      errors.accept(
          "only %d of %d messages were stored".formatted(reports(server) - before, count));
    }
    double seconds = (System.nanoTime() - begin) / 1e9;
    return new Sent(rate, seconds, server.cpuMillis() + server.store().cpuMillis() - cpu);
  }

  private static int reports(Server server) {
    return server.json(server.get("/fhir/DiagnosticReport?_summary=count")).path("total").asInt();
  }

  private Round post(Server stock, int count) {
    var mapper = Mapper.standard();
    var json = FhirContext.forR4Cached().newJsonParser();
    var bundles = new ArrayList<String>();
    for (int n = 0; n < 2 * count; n++) {
      byte[] bytes = Hl7Material.results(n).getBytes(StandardCharsets.UTF_8);
      var mapped = mapper.map(new RawMessage(Integer.toString(n), bytes, Instant.EPOCH));
      bundles.add(json.encodeResourceToString(mapped.bundle()));
    }
    var load = new Load(plan.clients(), errors);
    load.run(stock, 0, count, n -> stock.post("/fhir", bundles.get(n)));
    return load.run(stock, count, count, n -> stock.post("/fhir", bundles.get(n)));
  }

  private static boolean accepts(int port) {
    try (var connection = new MllpConnection("127.0.0.1", port, PATIENCE)) {
      return connection.send(Hl7Material.results(0)).contains("MSA|AA");
    } catch (IOException notYet) {
      return false;
    }
  }
}

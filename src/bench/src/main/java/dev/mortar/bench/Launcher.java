package dev.mortar.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Starts the programs: both servers with the same JVM options, each on a database of its own. */
final class Launcher implements AutoCloseable {
  private static final String MANY = "100000000";

  /**
   * @param seconds from the launch of the process until the server is ready
   * @param mllpPort 0 for a server that does not speak MLLP
   */
  record Started(Server server, double seconds, int mllpPort) implements AutoCloseable {
    @Override
    public void close() {
      server.close();
    }
  }

  private final Path root;
  private final Path work;
  private final Store.Kind kind;
  private final Map<String, Store> stores = new HashMap<>();

  Launcher(Plan plan) {
    root = plan.root();
    work = plan.work();
    kind = plan.store();
  }

  /** As {@code make run} starts it, with its fast-start cache. */
  Started mortar() {
    return mortar(
        "mortar", List.of("-XX:AOTCache=" + program("mortar.aot"), "-jar", program("mortar.jar")));
  }

  /** Puts off what it has accepted for as long as messages come in, as otherwise for a second. */
  Started accepting(String name) {
    return mortar(
        name,
        List.of(
            "-Dmortar.hl7.inbox.stand-back=10m",
            "-XX:AOTCache=" + program("mortar.aot"),
            "-jar",
            program("mortar.jar")));
  }

  /** The same program without its cache, to compare with {@link #open()}. */
  Started closed() {
    return mortar("closed", List.of("-jar", program("mortar.jar")));
  }

  /** The same program without the checks of who may do what. */
  Started open() {
    String own = root.resolve("src/bench/target/classes").toString();
    return mortar(
        "open",
        List.of("-cp", program("mortar.jar") + ":" + own, "dev.mortar.bench.open.OpenServer"));
  }

  private String program(String file) {
    return root.resolve("build/mortar").resolve(file).toString();
  }

  private Started mortar(String name, List<String> program) {
    Store store = store(name);
    int port = Child.freePort();
    int mllpPort = Child.freePort();
    var command = jvm();
    command.add("-Dspring.profiles.active=demo");
    command.addAll(program);
    var environment =
        Map.of(
            "MORTAR_PORT", Integer.toString(port),
            "MORTAR_MLLP_PORT", Integer.toString(mllpPort),
            "MORTAR_DATA", work.resolve(name).toString(),
            "MORTAR_DB_URL", store.url(),
            "MORTAR_DB_USER", store.user(),
            // One client stands for many; the limits count as ever, but hold nobody back.
            "MORTAR_LIMITS_ADDRESS", MANY,
            "MORTAR_LIMITS_PERSON", MANY);
    Child child = Child.launch(work, name, environment, command);
    var server = new Server(child, store, local(port), "/demo/token?role=");
    double seconds = child.secondsUntil(() -> server.answers("/actuator/health/readiness"));
    server.signIn();
    return new Started(server, seconds, mllpPort);
  }

  Started stock() {
    Store store = store("stock");
    int port = Child.freePort();
    var command = jvm();
    String own = root.resolve("src/bench/target/classes").toString();
    command.addAll(List.of("-cp", own + ":" + root.resolve("build/mortar/lib") + "/*"));
    command.add("dev.mortar.bench.stock.StockServer");
    command.add("--server.address=127.0.0.1");
    command.add("--server.port=" + port);
    command.add("--spring.main.allow-circular-references=true");
    command.add("--logging.level.root=warn");
    command.add("--spring.datasource.url=" + store.url());
    command.add("--spring.datasource.username=" + store.user());
    command.add("--stock.dialect=" + dialect());
    command.add("--spring.datasource.hikari.maximum-pool-size=20");
    command.add("--stock.index=" + work.resolve("stock/lucene"));
    Child child = Child.launch(work, "stock", Map.of(), command);
    var server = new Server(child, store, local(port), "");
    double seconds = child.secondsUntil(() -> server.answers("/fhir/metadata"));
    return new Started(server, seconds, 0);
  }

  private Store store(String server) {
    return stores.computeIfAbsent(server, name -> kind.open(work.resolve(name + "-store")));
  }

  private String dialect() {
    return "ca.uhn.fhir.jpa.model.dialect."
        + switch (kind) {
          case H2 -> "HapiFhirH2Dialect";
          case POSTGRESQL -> "HapiFhirPostgresDialect";
        };
  }

  /** A program of this module on its own class path. */
  Child program(String type, String... arguments) {
    var command = jvm();
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), type));
    command.addAll(List.of(arguments));
    String name = type.substring(type.lastIndexOf('.') + 1);
    return Child.launch(work, name, Map.of(), command);
  }

  /** Whether Maven could fetch the converter and all that it needs. */
  boolean hasConverter() {
    return Files.isReadable(converterClassPath());
  }

  /** The measurement of a converter that brings its own libraries. */
  Child converter() {
    var command = jvm();
    String classes = root.resolve("src/bench/target/classes").toString();
    String peer = root.resolve("src/bench/converter/target/classes").toString();
    command.addAll(List.of("-cp", classes + ":" + peer + ":" + read(converterClassPath())));
    command.addAll(
        List.of(PeerRate.class.getName(), "dev.mortar.bench.converter.ConvertedEntries"));
    return Child.launch(work, "converter", Map.of(), command);
  }

  private Path converterClassPath() {
    return root.resolve("src/bench/converter/target/classpath");
  }

  private static String read(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> jvm() {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("@" + root.resolve("src/launch/jvm.options"));
    return command;
  }

  /** Ends the databases; the servers must have ended before. */
  @Override
  public void close() {
    stores.values().forEach(Store::close);
  }

  private static URI local(int port) {
    return URI.create("http://127.0.0.1:" + port);
  }
}

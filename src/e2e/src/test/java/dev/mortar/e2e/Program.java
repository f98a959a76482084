package dev.mortar.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** The packaged program as a child process on ports and data of its own. */
final class Program implements AutoCloseable {
  private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
  private static final Path LAYOUT = ROOT.resolve("build/mortar");
  private static final Duration START = Duration.ofMinutes(4);
  private static final Duration STOP = Duration.ofSeconds(40);

  private final Path data;
  private final Map<String, String> environment = new HashMap<>();
  private final List<String> settings = new ArrayList<>();
  private final int port = freePort();
  private final int mllpPort = freePort();
  private Process process;

  private Program(Path data) {
    this.data = data;
    environment.put("MORTAR_PORT", Integer.toString(port));
    environment.put("MORTAR_MLLP_PORT", Integer.toString(mllpPort));
    environment.put("MORTAR_DATA", data.toString());
    process = nothing();
  }

  /** On an H2 file below {@code data}. */
  static Program onH2(Path data) {
    return new Program(data);
  }

  static Program onPostgres(Path data, String url, String user) {
    var program = new Program(data);
    program.environment.put("MORTAR_DB_URL", url);
    program.environment.put("MORTAR_DB_USER", user);
    program.environment.put("MORTAR_DB_PASSWORD", user);
    return program;
  }

  /** A setting that differs from the demo profile, such as another mail server. */
  Program with(String setting, Object value) {
    settings.add("--" + setting + "=" + value);
    return this;
  }

  /** The address by which browsers know it, as passkeys need a name. */
  Program named(String host) {
    environment.put("MORTAR_BASE_URL", "http://" + host + ":" + port);
    return this;
  }

  /** Starts the process and waits until it says that it is ready. */
  Program start() {
    launch();
    boolean ready = Await.until(START, () -> !process.isAlive() || isReady());
    if (!ready || !process.isAlive()) {
      throw new AssertionError("the program did not start:\n" + log());
    }
    return this;
  }

  /** Starts the process without waiting. */
  void launch() {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("@" + ROOT.resolve("src/launch/jvm.options"));
    command.add("-XX:AOTCache=" + LAYOUT.resolve("mortar.aot"));
    command.add("-Dspring.profiles.active=demo");
    command.add("-jar");
    command.add(LAYOUT.resolve("mortar.jar").toString());
    command.addAll(settings);
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(logFile().toFile()));
    builder.environment().putAll(environment);
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  boolean isReady() {
    try {
      return anonymous().get("/actuator/health/readiness").statusCode() == 200;
    } catch (UncheckedIOException notYet) {
      return false;
    }
  }

  /** What {@code kill -9} does: no chance to tidy up. */
  void kill() {
    process.destroyForcibly();
    awaitEnd();
  }

  /** SIGTERM; answers the exit code. */
  int stop() {
    process.destroy();
    awaitEnd();
    return process.exitValue();
  }

  private void awaitEnd() {
    try {
      if (!process.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("the program did not end:\n" + log());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  Mortar anonymous() {
    return Mortar.anonymous(URI.create("http://127.0.0.1:" + port));
  }

  Mortar as(String role) {
    return anonymous().as(role);
  }

  MllpConnection connect() throws IOException {
    return new MllpConnection("127.0.0.1", mllpPort, Duration.ofSeconds(20));
  }

  int port() {
    return port;
  }

  long pid() {
    return process.pid();
  }

  Path data() {
    return data;
  }

  String log() {
    try {
      return Files.exists(logFile()) ? Files.readString(logFile()) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path logFile() {
    return data.resolveSibling(data.getFileName() + ".out");
  }

  @Override
  public void close() {
    process.destroyForcibly();
    awaitEnd();
  }

  /** Below those that the system hands out itself, so that nobody gets it before it is used. */
  private static int freePort() {
    return ThreadLocalRandom.current()
        .ints(20_000, 32_000)
        .filter(Program::isFree)
        .findFirst()
        .orElseThrow();
  }

  private static boolean isFree(int port) {
    try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }

  /** Stands for the process before the first start. */
  private static Process nothing() {
    try {
      return new ProcessBuilder("true").start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

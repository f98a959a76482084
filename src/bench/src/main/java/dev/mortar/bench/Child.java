package dev.mortar.bench;

import dev.mortar.e2e.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A program under measurement. */
final class Child implements AutoCloseable {
  private static final Duration START = Duration.ofMinutes(4);
  private static final long STOP_SECONDS = 40;

  private final Process process;
  private final Path log;

  private Child(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  static Child launch(
      Path folder, String name, Map<String, String> environment, List<String> command) {
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    // HAPI HL7 v2 leaves a file with its last number where it runs.
    builder.directory(folder.toFile());
    Path log = folder.resolve(name + ".log");
    builder.redirectOutput(log.toFile());
    builder.environment().putAll(environment);
    try {
      return new Child(builder.start(), log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Seconds from now until the condition holds. */
  double secondsUntil(BooleanSupplier ready) {
    long begin = System.nanoTime();
    boolean came = Await.until(START, () -> !process.isAlive() || ready.getAsBoolean());
    if (!came || !process.isAlive()) {
      throw new IllegalStateException("the program did not start:\n" + output());
    }
    return (System.nanoTime() - begin) / 1e9;
  }

  /** Everything that the program prints until it ends by itself. */
  String untilEnd() {
    try {
      if (process.waitFor() != 0) {
        throw new IllegalStateException("the program failed:\n" + output());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a program ran", e);
    }
    return output();
  }

  long pid() {
    return process.pid();
  }

  private String output() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
  }

  static int freePort() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

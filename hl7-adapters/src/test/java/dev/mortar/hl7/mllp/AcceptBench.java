package dev.mortar.hl7.mllp;

import dev.mortar.hl7.BundleSink;
import dev.mortar.hl7.Databases;
import dev.mortar.hl7.Messages;
import dev.mortar.hl7.Sender;
import dev.mortar.mapping.Mapped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * Prints how many messages a second are stored durably and acknowledged. Arguments: {@code h2} or
 * {@code postgres}, a folder for the file, seconds per run, and {@code paused} if nothing is to be
 * delivered meanwhile.
 */
final class AcceptBench {
  private AcceptBench() {}

  public static void main(String[] arguments) throws Exception {
    boolean h2 = arguments[0].equals("h2");
    long seconds = Long.parseLong(arguments[2]);
    BundleSink sink = arguments.length > 3 ? (mapped, alongside) -> hang() : AcceptBench::apply;
    Path folder = Files.createTempDirectory(Path.of(arguments[1]), "bench");
    try (var source = h2 ? Databases.file(folder) : Databases.postgres()) {
      run(source, sink, 8, seconds, "warm-up");
      for (int connections : new int[] {1, 8, 1, 8}) {
        run(source, sink, connections, seconds, arguments[0]);
      }
    }
    System.exit(0);
  }

  private static void run(
      DataSource source, BundleSink sink, int connections, long seconds, String name)
      throws Exception {
    try (Station station = new Station(source, sink, "mortar.hl7.inbox.stop-deadline=10ms");
        ExecutorService peers = Executors.newFixedThreadPool(connections)) {
      double cpu = cpuMillis();
      long end = System.nanoTime() + seconds * 1_000_000_000L;
      List<Callable<long[]>> loads = new ArrayList<>();
      for (int i = 0; i < connections; i++) {
        String peer = name + connections + "-" + i + "-" + end;
        loads.add(() -> load(station.port(), peer, end));
      }
      List<long[]> waits = new ArrayList<>();
      for (Future<long[]> load : peers.invokeAll(loads)) {
        waits.add(load.get());
      }
      long[] all = waits.stream().flatMapToLong(Arrays::stream).sorted().toArray();
      System.out.printf(
          "%s, %d connections: %,d/s, p50 %.2f ms, p99 %.2f ms, CPU %.3f ms each%n",
          name,
          connections,
          all.length / seconds,
          all[all.length / 2] / 1e6,
          all[all.length * 99 / 100] / 1e6,
          (cpuMillis() - cpu) / all.length);
    }
  }

  /** Of this process, which sends as well, and of the database's, in ms. */
  private static double cpuMillis() {
    ProcessHandle self = ProcessHandle.current();
    return Stream.concat(Stream.of(self), self.descendants())
        .map(process -> process.info().totalCpuDuration())
        .flatMap(Optional::stream)
        .mapToLong(Duration::toMillis)
        .sum();
  }

  private static void apply(Mapped message, Runnable alongside) {
    alongside.run();
  }

  private static void hang() {
    while (true) {
      LockSupport.park();
    }
  }

  private static long[] load(int port, String peer, long end) throws IOException {
    long[] waits = new long[1 << 20];
    int count = 0;
    try (Sender sender = new Sender(port)) {
      while (System.nanoTime() < end) {
        long start = System.nanoTime();
        String ack = sender.ask(Messages.result(peer + "-" + count, "P" + count % 100));
        if (!Sender.code(ack).equals("AA")) {
          throw new IOException("Not acknowledged: " + ack);
        }
        waits[count++] = System.nanoTime() - start;
      }
    }
    return Arrays.copyOf(waits, count);
  }
}

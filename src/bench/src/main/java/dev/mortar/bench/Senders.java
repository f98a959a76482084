package dev.mortar.bench;

import dev.mortar.e2e.MllpConnection;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** HL7 senders, each on a connection of its own, each waiting for every acknowledgement. */
final class Senders {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private Senders() {}

  /** Sends results {@code from} to {@code from + count - 1}; answers messages a second. */
  static double send(int port, int connections, int from, int count) {
    var next = new AtomicInteger(from);
    long begin = System.nanoTime();
    try (var threads = Executors.newFixedThreadPool(connections)) {
      var running = new ArrayList<Future<Integer>>();
      for (int i = 0; i < connections; i++) {
        running.add(threads.submit(() -> sender(port, next, from + count)));
      }
      for (Future<Integer> sender : running) {
        sender.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("a sender failed", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while sending", e);
    }
    return count / ((System.nanoTime() - begin) / 1e9);
  }

  private static int sender(int port, AtomicInteger next, int end) throws IOException {
    int sent = 0;
    try (var connection = new MllpConnection("127.0.0.1", port, PATIENCE)) {
      for (int n = next.getAndIncrement(); n < end; n = next.getAndIncrement()) {
        String answer = connection.send(Hl7Material.results(n));
        if (!answer.contains("MSA|AA") && !answer.contains("MSA|CA")) {
          throw new IOException("not accepted: " + answer);
        }
        sent++;
      }
    }
    return sent;
  }
}

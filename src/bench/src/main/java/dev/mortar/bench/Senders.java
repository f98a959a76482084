package dev.mortar.bench;

import dev.mortar.e2e.MllpConnection;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** HL7 senders, each on a connection of its own, each waiting for every acknowledgement. */
final class Senders {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final double NANOS = 1e9;

  private final List<String> messages;
  private final AtomicInteger next = new AtomicInteger();

  /** When each message went out, and when its acknowledgement was there. */
  private final long[] sent;

  private final long[] answered;

  private Senders(List<String> messages) {
    this.messages = messages;
    this.sent = new long[messages.size()];
    this.answered = new long[messages.size()];
  }

  /**
   * What the senders saw.
   *
   * @param perSecond acknowledgements a second, up to the last one
   * @param p99Millis within this time 99 of 100 were there
   */
  record Answered(double perSecond, double p99Millis) {}

  /** Sends results {@code from} to {@code from + count - 1}; answers messages a second. */
  static double send(int port, int connections, int from, int count) {
    return send(port, connections, from, 0, count).perSecond();
  }

  /**
   * Sends results without a pause, of which the first do not count.
   *
   * @param warm so many do not count
   * @param count so many do
   */
  static Answered send(int port, int connections, int from, int warm, int count) {
    List<String> messages =
        IntStream.range(from, from + warm + count).mapToObj(Hl7Material::results).toList();
    var senders = new Senders(messages);
    senders.run(port, connections);
    return senders.seen(warm);
  }

  private void run(int port, int connections) {
    try (var threads = Executors.newFixedThreadPool(connections)) {
      var running = new ArrayList<Future<Integer>>();
      for (int i = 0; i < connections; i++) {
        running.add(threads.submit(() -> sender(port)));
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
  }

  private int sender(int port) throws IOException {
    int done = 0;
    try (var connection = new MllpConnection("127.0.0.1", port, PATIENCE)) {
      for (int n = next.getAndIncrement(); n < sent.length; n = next.getAndIncrement()) {
        sent[n] = System.nanoTime();
        String answer = connection.send(messages.get(n));
        answered[n] = System.nanoTime();
        if (!answer.contains("MSA|AA") && !answer.contains("MSA|CA")) {
          throw new IOException("not accepted: " + answer);
        }
        done++;
      }
    }
    return done;
  }

  private Answered seen(int warm) {
    long begin = sent[warm];
    long end = Arrays.stream(answered).max().orElse(begin);
    long[] waits =
        IntStream.range(warm, sent.length).mapToLong(n -> answered[n] - sent[n]).sorted().toArray();
    double p99 = waits[(int) (waits.length * 0.99)] / NANOS * 1000;
    return new Answered(waits.length / ((end - begin) / NANOS), p99);
  }
}

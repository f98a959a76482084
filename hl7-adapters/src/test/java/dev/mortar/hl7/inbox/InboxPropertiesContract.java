package dev.mortar.hl7.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mortar.hl7.Await;
import dev.mortar.hl7.DeliveryException;
import dev.mortar.hl7.FailureKind;
import dev.mortar.hl7.Messages;
import dev.mortar.hl7.inbox.InboxConfiguration.InboxParts;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What holds in every interleaving: several connections on two nodes send results and merges of a
 * few patients, many of them twice, while deliveries fail at random. The seed draws all of it.
 */
abstract class InboxPropertiesContract extends InboxFixture {
  private static final int PATIENTS = 4;
  private static final int CONNECTIONS = 5;
  private static final int EACH = 24;

  private record Sent(String controlId, List<String> patients, String text) {}

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 5, 8, 13})
  void eachMessageIsAppliedOnceAndEachPatientsInTheOrderSent(long seed) throws Exception {
    Random random = new Random(seed);
    failAtRandom(seed);
    InboxParts other = node();
    List<List<Sent>> scripts = new ArrayList<>();
    List<Callable<Integer>> connections = new ArrayList<>();
    for (int c = 0; c < CONNECTIONS; c++) {
      List<Sent> sent = script(c, random);
      scripts.add(sent);
      InboxParts node = c % 2 == 0 ? inbox : other;
      connections.add(() -> send(node, withRepeats(sent, seed)));
    }
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Integer> connection : threads.invokeAll(connections)) {
        assertThat(accepted(connection)).isGreaterThanOrEqualTo(EACH);
      }
    }
    Await.until("nothing is left to do", () -> turns() == 0);

    assertThat(sink.applied())
        .containsExactlyInAnyOrderElementsOf(
            scripts.stream().flatMap(List::stream).map(Sent::controlId).toList());
    assertThat(sink.collisions()).isEmpty();
    for (List<Sent> script : scripts) {
      for (int p = 0; p < PATIENTS; p++) {
        String patient = "P" + p;
        List<String> sent = about(patient, script);
        assertThat(sink.applied(patient + "^^^HOSP^MR").stream().filter(sent::contains).toList())
            .as("what one connection said of " + patient)
            .isEqualTo(sent);
      }
    }
  }

  /** Each third attempt fails for now, but no message for ever. */
  private void failAtRandom(long seed) {
    Map<String, Integer> failures = new ConcurrentHashMap<>();
    Random random = new Random(~seed);
    sink.before(
        mapped -> {
          String id = mapped.heading().controlId();
          boolean fails;
          synchronized (random) {
            fails = random.nextInt(3) == 0;
          }
          if (fails && failures.merge(id, 1, Integer::sum) <= 4) {
            throw new DeliveryException(FailureKind.TRANSIENT, "not now", null);
          }
        });
  }

  private static List<Sent> script(int connection, Random random) {
    List<Sent> script = new ArrayList<>();
    for (int i = 0; i < EACH; i++) {
      String id = "C" + connection + "M" + i;
      String one = "P" + random.nextInt(PATIENTS);
      String two = "P" + random.nextInt(PATIENTS);
      boolean merge = !one.equals(two) && random.nextInt(4) == 0;
      script.add(
          merge
              ? new Sent(id, List.of(one, two), Messages.merge(id, one, two))
              : new Sent(id, List.of(one), Messages.result(id, one)));
    }
    return script;
  }

  /** A repeat comes at any time after the first. */
  private static List<Sent> withRepeats(List<Sent> script, long seed) {
    Random random = new Random(seed * 31 + script.hashCode());
    List<Sent> all = new ArrayList<>(script);
    for (Sent message : script) {
      if (random.nextInt(3) == 0) {
        int first = all.indexOf(message);
        all.add(first + 1 + random.nextInt(all.size() - first), message);
      }
    }
    return Collections.unmodifiableList(all);
  }

  private int send(InboxParts node, List<Sent> messages) {
    int accepted = 0;
    for (Sent message : messages) {
      Receipt receipt = store(node, message.text());
      assertThat(receipt).isNotInstanceOf(Receipt.Unavailable.class);
      accepted++;
    }
    return accepted;
  }

  private static int accepted(Future<Integer> connection) throws InterruptedException {
    try {
      return connection.get();
    } catch (ExecutionException e) {
      throw new AssertionError(e.getCause());
    }
  }

  private static List<String> about(String patient, List<Sent> script) {
    return script.stream()
        .filter(message -> message.patients().contains(patient))
        .map(Sent::controlId)
        .toList();
  }
}

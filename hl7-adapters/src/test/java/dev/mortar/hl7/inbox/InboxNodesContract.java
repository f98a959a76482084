package dev.mortar.hl7.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mortar.hl7.Await;
import dev.mortar.hl7.DeliveryException;
import dev.mortar.hl7.FailureKind;
import dev.mortar.hl7.Messages;
import dev.mortar.hl7.inbox.InboxConfiguration.InboxParts;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** What holds when there are several connections, several nodes, or a node that went away. */
abstract class InboxNodesContract extends InboxFixture {
  @Test
  void aHundredConnectionsWithTheSameBytesMakeOneMessage() throws Exception {
    InboxParts other = node();
    List<Future<Receipt>> answers = new ArrayList<>();
    try (ExecutorService peers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 100; i++) {
        InboxParts node = i % 2 == 0 ? inbox : other;
        answers.add(peers.submit(() -> store(node, Messages.result("M1", "P1"))));
      }
    }
    int accepted = 0;
    for (Future<Receipt> answer : answers) {
      assertThat(answer.get()).isNotInstanceOf(Receipt.Unavailable.class);
      accepted += answer.get() instanceof Receipt.Accepted ? 1 : 0;
    }
    assertThat(accepted).isEqualTo(1);
    assertThat(inbox.messages().newest(10)).hasSize(1);
  }

  @Test
  void twoNodesKeepOnePatientsOrderAndApplyNothingTwice() throws Exception {
    InboxParts other = node();
    int patients = 5;
    int perPatient = 30;
    try (ExecutorService peers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> senders = new ArrayList<>();
      for (int p = 0; p < patients; p++) {
        int patient = p;
        senders.add(
            peers.submit(
                () -> {
                  var random = new Random(patient);
                  for (int i = 0; i < perPatient; i++) {
                    InboxParts node = random.nextBoolean() ? inbox : other;
                    store(node, Messages.result("M" + patient + "-" + i, "P" + patient));
                  }
                }));
      }
      awaitAll(senders);
    }
    Await.until("all applied", () -> sink.applied().size() == patients * perPatient);
    for (int p = 0; p < patients; p++) {
      List<String> expected = new ArrayList<>();
      for (int i = 0; i < perPatient; i++) {
        expected.add("M" + p + "-" + i);
      }
      assertThat(sink.applied("P" + p + "^^^HOSP^MR")).isEqualTo(expected);
    }
    assertThat(sink.collisions()).isEmpty();
    assertThat(sink.calls()).isEqualTo(patients * perPatient);
  }

  @Test
  void theMessagesOfANodeThatDiedAreTakenOverInTheirOrder() {
    InboxParts dying = idleNode();
    JdbcTemplate jdbc = new JdbcTemplate(source);
    // It accepts, but never delivers nor beats: a process that was killed.
    dying.commit().start(arrivals -> {});
    store(dying, Messages.result("M1", "P1"));
    String dead = jdbc.queryForObject("SELECT DISTINCT node FROM mortar_hl7_turn", String.class);
    jdbc.update("INSERT INTO mortar_hl7_node (node, beat) VALUES (?, 0)", dead);
    take(Messages.result("M2", "P1"));
    Await.until("seen by the other", () -> turns() == 2);
    assertThat(sink.applied()).isEmpty();
    Await.until(
        "taken over",
        () -> {
          clock.advance(LEASE);
          return sink.applied().size() == 2;
        });
    assertThat(sink.applied()).containsExactly("M1", "M2");
    assertThat(jdbc.queryForObject("SELECT count(*) FROM mortar_hl7_node", Integer.class))
        .isEqualTo(1);
  }

  @Test
  void whatWaitedAtTheStopIsDoneAfterTheNextStart() {
    sink.before(
        mapped -> {
          throw new DeliveryException(FailureKind.TRANSIENT, "the server is away", null);
        });
    for (int i = 0; i < 10; i++) {
      take(Messages.result("M" + i, "P" + i % 3));
    }
    inbox.service().stop();
    nodes.remove(inbox);
    assertThat(sink.applied()).isEmpty();
    sink.before(mapped -> {});
    inbox = node();
    Await.until("all applied", () -> sink.applied().size() == 10);
    assertThat(sink.applied("P0^^^HOSP^MR")).containsExactly("M0", "M3", "M6", "M9");
  }

  private static void awaitAll(List<Future<?>> senders)
      throws InterruptedException, ExecutionException {
    for (Future<?> sender : senders) {
      sender.get();
    }
  }
}

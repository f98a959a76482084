package dev.mortar.hl7.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mortar.hl7.Await;
import dev.mortar.hl7.BundleSink;
import dev.mortar.hl7.DeliveryException;
import dev.mortar.hl7.FailureKind;
import dev.mortar.hl7.InboundMessages;
import dev.mortar.hl7.InboundMessages.State;
import dev.mortar.hl7.InboxId;
import dev.mortar.hl7.Messages;
import dev.mortar.hl7.inbox.InboxConfiguration.InboxParts;
import dev.mortar.mapping.Mapped;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What the inbox promises, on whichever database. */
abstract class InboxContract extends InboxFixture {
  @Test
  void whatWasAcceptedCanBeReadBack() {
    InboxId id = take(Messages.result("M1", "P1"));
    Await.until("done", () -> state(id) == State.DONE);
    InboundMessages.Inbound message = inbox.messages().find(id).orElseThrow();
    assertThat(message.heading().controlId()).isEqualTo("M1");
    assertThat(message.heading().type()).isEqualTo("ORU^R01^ORU_R01");
    assertThat(message.received()).isEqualTo(clock.instant());
    assertThat(message.ackCode()).isEqualTo("AA");
    assertThat(message.ack()).isEqualTo(Messages.bytes("MSA|AA|M1|2026-03-02T10:00:00Z"));
    assertThat(message.attempts()).isEqualTo(1);
    assertThat(inbox.messages().raw(id).orElseThrow())
        .isEqualTo(Messages.bytes(Messages.result("M1", "P1")));
    assertThat(turns()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "M\"1",
        "M{1,2}",
        "NULL",
        "M 1 ,",
        "\"\"",
        "M{\"1\\\\E\\\\\"}",
        "M\u00e91\ud83d\ude00"
      })
  void signsOfTheDatabaseItselfAreOnlyText(String controlId) {
    InboxId id = take(Messages.result(controlId, "P1"));
    Await.until("done", () -> state(id) == State.DONE);

    assertThat(inbox.messages().find(id).orElseThrow().heading().controlId()).isEqualTo(controlId);
  }

  @Test
  void whatLayOpenIsSealedAndReadAsBefore() {
    InboxId id = take(Messages.result("M1", "P1"));
    InboxId other = take(Messages.result("M2", "P2"));
    Await.until("done", () -> state(id) == State.DONE && state(other) == State.DONE);
    byte[] raw = Messages.bytes(Messages.result("M1", "P1"));
    var jdbc = new JdbcTemplate(source);
    String stored = "SELECT raw FROM mortar_hl7_inbox WHERE id = ?";
    assertThat(jdbc.queryForObject(stored, byte[].class, id.value()))
        .isEqualTo(new Backwards().seal(raw));
    jdbc.update("UPDATE mortar_hl7_inbox SET raw = ? WHERE id = ?", raw, id.value());
    assertThat(inbox.messages().raw(id).orElseThrow()).isEqualTo(raw);

    assertThat(new EarlierMessages(Database.of(source, new Backwards())).seal()).isEqualTo(1);

    assertThat(jdbc.queryForObject(stored, byte[].class, id.value()))
        .isEqualTo(new Backwards().seal(raw));
    assertThat(inbox.messages().raw(id).orElseThrow()).isEqualTo(raw);
    jdbc.update("UPDATE mortar_hl7_inbox SET raw = ? WHERE id = ?", raw, id.value());
    assertThat(new EarlierMessages(Database.of(source, new Backwards())).seal())
        .as("it goes on behind what it has seen")
        .isZero();
  }

  @Test
  void theSameBytesGetTheSamePromiseAndNoSecondEffect() {
    InboxId id = take(Messages.result("M1", "P1"));
    clock.advance(Duration.ofMinutes(1));
    Receipt again = store(inbox, Messages.result("M1", "P1"));
    assertThat(again).isInstanceOf(Receipt.Duplicate.class);
    assertThat(((Receipt.Duplicate) again).earlier()).isEqualTo(id);
    assertThat(Framing.unframed(((Receipt.Duplicate) again).ack()))
        .isEqualTo(Messages.bytes("MSA|AA|M1|2026-03-02T10:00:00Z"));
    Await.until("done", () -> state(id) == State.DONE);
    assertThat(sink.calls()).isEqualTo(1);
  }

  @Test
  void onePatientsMessagesAreAppliedInTheOrderTheyCameThoughSomeFail() {
    var random = new Random(7);
    sink.before(
        mapped -> {
          if (random.nextInt(3) == 0) {
            throw new DeliveryException(FailureKind.TRANSIENT, "not now", null);
          }
        });
    List<String> sent = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      sent.add("M" + i);
      take(Messages.result("M" + i, "P1"));
    }
    Await.until("all applied", () -> sink.applied().size() == 60);
    assertThat(sink.applied("P1^^^HOSP^MR")).isEqualTo(sent);
    assertThat(sink.collisions()).isEmpty();
  }

  @Test
  void aWaitingRetryHoldsItsSuccessorsAndNobodyElse() {
    CountDownLatch repaired = new CountDownLatch(1);
    sink.before(
        mapped -> {
          if (mapped.heading().controlId().equals("M1") && repaired.getCount() > 0) {
            throw new DeliveryException(FailureKind.AMBIGUOUS, "did it arrive?", null);
          }
        });
    InboxId first = take(Messages.result("M1", "P1"));
    take(Messages.result("M2", "P1"));
    InboxId other = take(Messages.result("M3", "P2"));
    Await.until("the other patient is done", () -> state(other) == State.DONE);
    Await.until("many attempts", () -> inbox.messages().find(first).orElseThrow().attempts() > 3);
    assertThat(state(first)).isEqualTo(State.RETRY);
    assertThat(sink.applied()).containsExactly("M3");
    repaired.countDown();
    Await.until("all applied", () -> sink.applied().size() == 3);
    assertThat(sink.applied("P1^^^HOSP^MR")).containsExactly("M1", "M2");
  }

  @Test
  void aFailureForGoodLetsItsSuccessorsGoAndCanBeReplayed() {
    AtomicInteger broken = new AtomicInteger(1);
    sink.before(
        mapped -> {
          if (mapped.heading().controlId().equals("M1") && broken.get() == 1) {
            throw new DeliveryException(FailureKind.PERMANENT, "no such code", null);
          }
        });
    InboxId first = take(Messages.result("M1", "P1"));
    take(Messages.result("M2", "P1"));
    Await.until("the successor is applied", () -> sink.applied().contains("M2"));
    Await.until("failed", () -> state(first) == State.FAILED);
    assertThat(inbox.messages().find(first).orElseThrow().failure()).isEqualTo("no such code");
    broken.set(0);
    assertThat(inbox.messages().replay(first)).isTrue();
    Await.until("replayed", () -> state(first) == State.DONE);
    assertThat(sink.applied()).containsExactly("M2", "M1");
    assertThat(inbox.messages().replay(new InboxId(999_999))).isFalse();
  }

  @Test
  void aFinishedMessageCanBeReplayed() {
    InboxId id = take(Messages.result("M1", "P1"));
    Await.until("done", () -> state(id) == State.DONE);
    assertThat(inbox.messages().replay(id)).isTrue();
    Await.until("applied twice", () -> sink.applied().size() == 2 && state(id) == State.DONE);
  }

  @Test
  void aMergeWaitsForBothPatientsAndHoldsBoth() {
    CountDownLatch open = new CountDownLatch(1);
    sink.before(
        mapped -> {
          if (mapped.heading().controlId().equals("M2")) {
            await(open);
          }
        });
    take(Messages.result("M1", "P1"));
    take(Messages.result("M2", "P2"));
    take(Messages.merge("A40", "P1", "P2"));
    take(Messages.result("M3", "P1"));
    take(Messages.result("M4", "P2"));
    take(Messages.result("M5", "P3"));
    Await.until("the others are done", () -> sink.applied().containsAll(List.of("M1", "M5")));
    assertThat(sink.applied()).doesNotContain("A40", "M3", "M4");
    open.countDown();
    Await.until("all applied", () -> sink.applied().size() == 6);
    assertThat(sink.applied("P1^^^HOSP^MR")).containsExactly("M1", "A40", "M3");
    assertThat(sink.applied("P2^^^HOSP^MR")).containsExactly("M2", "A40", "M4");
  }

  @Test
  void whatAnotherTransactionRollsBackIsNotDone() {
    AtomicInteger attempts = new AtomicInteger();
    var transaction = new TransactionTemplate(new JdbcTransactionManager(source));
    var rolling = new RollingSink(transaction, attempts);
    InboxParts parts =
        InboxParts.of(
            source,
            mapper,
            rolling,
            new InboxProperties(
                Duration.ofSeconds(10),
                64,
                4,
                Duration.ofMillis(100),
                100,
                Duration.ofMillis(100),
                LEASE,
                Duration.ofMinutes(10),
                Duration.ofSeconds(5),
                new InboxProperties.Retry(Duration.ofMillis(2), Duration.ofMillis(5), 3),
                new InboxProperties.Keep(Duration.ofDays(400), Duration.ofDays(90))),
            new SimpleMeterRegistry(),
            clock,
            new Backwards());
    nodes.add(parts);
    parts.service().start();
    store(parts, Messages.result("M1", "P1"));
    Await.until(
        "done at last",
        () -> parts.messages().newest(1).stream().anyMatch(m -> m.state() == State.DONE));
    assertThat(attempts.get()).isEqualTo(3);
    assertThat(parts.messages().newest(1).getFirst().attempts()).isEqualTo(3);
  }

  /** Marks the message as done, and rolls that back twice. */
  private record RollingSink(TransactionTemplate transaction, AtomicInteger attempts)
      implements BundleSink {
    @Override
    public void store(Mapped message, Runnable alongside) {
      transaction.executeWithoutResult(
          status -> {
            alongside.run();
            if (attempts.incrementAndGet() < 3) {
              throw new DeliveryException(FailureKind.TRANSIENT, "the commit failed", null);
            }
          });
    }
  }

  @Test
  void messagesThatNeedNobodyLeaveTheQueueAtOnce() {
    InboxId unknown = take(Messages.result("M1", "P1").replace("ORU^R01^ORU_R01", "ZZZ^Z01"));
    InboxId nobody = take(Messages.result("M2", "").replace("^^^HOSP^MR", ""));
    Await.until("kept", () -> state(unknown) == State.DONE);
    Await.until("refused", () -> state(nobody) == State.FAILED);
    assertThat(inbox.messages().find(nobody).orElseThrow().failure())
        .isEqualTo("Not usable: PID-3 No patient identifier");
    assertThat(sink.calls()).isZero();
  }

  @Test
  void aMessageIsAppliedWithinMillisecondsOfItsCommit() {
    take(Messages.result("M0", "P1"));
    Await.until("warm", () -> sink.applied().size() == 1);
    List<Long> waits = new ArrayList<>();
    for (int i = 1; i <= 20; i++) {
      int count = i + 1;
      take(Messages.result("M" + i, "P1"));
      long committed = System.nanoTime();
      Await.until("applied", () -> sink.applied().size() == count);
      waits.add((System.nanoTime() - committed) / 1_000_000);
    }
    waits.sort(null);
    assertThat(waits.get(10)).isLessThan(100);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void anyInterleavingOfMergesFailuresAndReplaysKeepsEachLine(long seed) {
    var random = new Random(seed);
    var failing = new Random(seed + 100);
    sink.before(
        mapped -> {
          if (failing.nextInt(5) == 0) {
            throw new DeliveryException(FailureKind.TRANSIENT, "not now", null);
          }
        });
    List<List<String>> expected = new ArrayList<>();
    for (int p = 0; p < 4; p++) {
      expected.add(new ArrayList<>());
    }
    for (int i = 0; i < 80; i++) {
      int one = random.nextInt(4);
      int two = random.nextInt(4);
      String id = "M" + i;
      expected.get(one).add(id);
      if (one != two && random.nextInt(4) == 0) {
        expected.get(two).add(id);
        take(Messages.merge(id, "P" + one, "P" + two));
      } else {
        take(Messages.result(id, "P" + one));
      }
    }
    Await.until("all applied", () -> sink.applied().size() == 80);
    for (int p = 0; p < 4; p++) {
      assertThat(sink.applied("P" + p + "^^^HOSP^MR")).isEqualTo(expected.get(p));
    }
    assertThat(sink.collisions()).isEmpty();
  }

  @Test
  void whatIsOldEnoughIsForgottenAndOnlyIfItIsDone() {
    InboxId done = take(Messages.result("M1", "P1"));
    InboxId failed = take(Messages.result("M2", "").replace("^^^HOSP^MR", ""));
    Await.until("done", () -> state(done) == State.DONE && state(failed) == State.FAILED);
    Database database = Database.of(source, new Backwards());
    Upkeep upkeep =
        new Upkeep(
            database,
            new TurnTable(database, new Node("n", database, clock, LEASE)),
            new InboxMetrics(new SimpleMeterRegistry()),
            new InboxProperties.Keep(Duration.ofDays(400), Duration.ofDays(90)),
            clock);
    clock.advance(Duration.ofDays(399));
    assertThat(upkeep.forget()).isZero();
    clock.advance(Duration.ofDays(2));
    assertThat(upkeep.forget()).isEqualTo(1);
    assertThat(inbox.messages().find(done)).isEmpty();
    assertThat(inbox.messages().find(failed)).isPresent();
  }
}

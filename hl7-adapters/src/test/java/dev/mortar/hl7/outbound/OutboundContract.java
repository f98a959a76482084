package dev.mortar.hl7.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.mortar.hl7.Await;
import dev.mortar.hl7.Destinations;
import dev.mortar.hl7.Destinations.Circuit;
import dev.mortar.hl7.OutboundMessages;
import dev.mortar.hl7.OutboundMessages.State;
import dev.mortar.hl7.Outbox;
import dev.mortar.hl7.RecordingSink;
import dev.mortar.hl7.mllp.Station;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What the outbox promises, whatever database it is on. */
abstract class OutboundContract extends OutboundFixture {
  @Test
  void aMessageGoesOutOnceAndItsAnswerIsKept() {
    destination("ehr", receiver.port(), true);
    String id = tell("a", "P1");
    awaitState(id, State.DONE);
    assertThat(receiver.heard()).containsExactly(id);
    assertThat(find(id).ackCode()).isEqualTo("AA");
    assertThat(find(id).attempts()).isEqualTo(1);
  }

  @Test
  void whatIsRolledBackIsNeverSaid() {
    destination("ehr", receiver.port(), true);
    Throwable failure =
        catchThrowable(
            () ->
                transaction()
                    .executeWithoutResult(
                        status -> {
                          station
                              .part(Outbox.class)
                              .put(
                                  "ehr",
                                  new Outbox.Subject("Appointment/x", 1, "P1"),
                                  (controlId, first) -> Optional.of(message(controlId, first)));
                          throw new IllegalStateException("a reason");
                        }));
    assertThat(failure).hasMessage("a reason");
    awaitState(tell("x", "P1"), State.DONE);
    assertThat(receiver.heard()).hasSize(1);
  }

  @Test
  void aVersionIsToldOnceAndNeverAfterALaterOne() {
    destination("ehr", receiver.port(), true);
    awaitState(tell("ehr", "a", 2, "P1"), State.DONE);
    assertThat(tell("ehr", "a", 2, "P1")).isEmpty();
    assertThat(tell("ehr", "a", 1, "P1")).isEmpty();
    String later = tell("ehr", "a", 3, "P1");
    awaitState(later, State.DONE);
    assertThat(find(later).type()).isEqualTo("SIU^S14");
  }

  @Test
  void theOrderOfAPatientHoldsWhileOthersGoOn() {
    AtomicInteger refusals = new AtomicInteger(2);
    receiver.answers(
        id -> "a1".equals(controlIds.get(id)) && refusals.getAndDecrement() > 0 ? "AE" : "AA");
    tell("a1", "P1");
    tell("a2", "P1");
    tell("b1", "P2");
    String last = tell("a3", "P1");
    destination("ehr", receiver.port(), true);
    awaitState(last, State.DONE);
    assertThat(heard())
        .filteredOn(name -> name.startsWith("a"))
        .containsExactly("a1", "a1", "a1", "a2", "a3");
    assertThat(heard().indexOf("b1")).isLessThan(heard().lastIndexOf("a1"));
  }

  @Test
  void whatIsRefusedForGoodWaitsForAPersonAndTheNextGoesOn() {
    receiver.answers(id -> "bad".equals(controlIds.get(id)) ? "AR" : "AA");
    String bad = tell("bad", "P1");
    String next = tell("next", "P1");
    destination("ehr", receiver.port(), true);
    awaitState(next, State.DONE);
    assertThat(find(bad).state()).isEqualTo(State.FAILED);
    assertThat(find(bad).failure()).isEqualTo("Refused with AR");
    assertThat(destinations().status().getFirst().failed()).isEqualTo(1);
    receiver.answers(id -> "AA");
    assertThat(messages().replay(find(bad).id())).isTrue();
    awaitState(bad, State.DONE);
    assertThat(heard()).containsExactly("bad", "next", "bad");
  }

  @Test
  void aDeadLetterCanBeCorrectedUnderItsControlId() {
    receiver.answers(id -> "AR");
    destination("ehr", receiver.port(), true);
    String bad = tell("bad", "P1");
    awaitState(bad, State.FAILED);
    long id = find(bad).id();
    String text = new String(messages().raw(id).orElseThrow(), StandardCharsets.UTF_8);
    byte[] right = (text + "NTE|1||corrected\r").getBytes(StandardCharsets.UTF_8);
    byte[] other = text.replace(bad, "OTHER").getBytes(StandardCharsets.UTF_8);
    assertThat(catchThrowable(() -> messages().correct(id, other)))
        .isInstanceOf(IllegalArgumentException.class);
    receiver.answers(controlId -> "AA");
    assertThat(messages().correct(id, right)).isTrue();
    awaitState(bad, State.DONE);
    assertThat(messages().raw(id)).contains(right);
    assertThat(messages().correct(id, right)).isFalse();
  }

  @Test
  void whatIsPutOffTooOftenWaitsForAPerson() {
    receiver.answers(id -> "AE");
    destination("ehr", receiver.port(), true);
    String id = tell("a", "P1");
    awaitState(id, State.FAILED);
    assertThat(receiver.heard()).hasSize(3);
  }

  @Test
  void aDestinationThatIsAwayGetsEverythingInOrderWhenItIsBack() throws IOException {
    int port = receiver.port();
    receiver.close();
    destination("ehr", port, true);
    List<String> ids = List.of(tell("a", "P1"), tell("b", "P1"), tell("c", "P2"));
    Await.until(
        "the circuit opens", () -> destinations().status().getFirst().circuit() != Circuit.CLOSED);
    assertThat(destinations().status().getFirst().waiting()).isEqualTo(3);
    assertThat(destinations().status().getFirst().oldest()).isPresent();
    receiver = new Receiver(port);
    ids.forEach(id -> awaitState(id, State.DONE));
    assertThat(heard()).hasSize(3).containsSubsequence("a", "b");
    Await.until(
        "the circuit closes", () -> destinations().status().getFirst().circuit() == Circuit.CLOSED);
  }

  @Test
  void silenceMakesTheSameMessageComeAgainOnANewConnection() {
    AtomicInteger silent = new AtomicInteger(1);
    receiver.answers(id -> silent.getAndDecrement() > 0 ? Receiver.SILENCE : "AA");
    destination("ehr", receiver.port(), true);
    String id = tell("a", "P1");
    awaitState(id, State.DONE);
    assertThat(receiver.heard()).containsExactly(id, id);
    assertThat(receiver.connections()).isEqualTo(2);
  }

  @Test
  void anAnswerForAnotherMessageIsNoAnswer() {
    AtomicInteger wrong = new AtomicInteger(1);
    receiver.answers(id -> wrong.getAndDecrement() > 0 ? "AA OTHER" : "AA");
    destination("ehr", receiver.port(), true);
    String id = tell("a", "P1");
    awaitState(id, State.DONE);
    assertThat(receiver.heard()).containsExactly(id, id);
  }

  @Test
  void aMessageThatAlwaysEndsTheConnectionDoesNotStopTheOthers() {
    receiver.answers(id -> "poison".equals(controlIds.get(id)) ? Receiver.HANG_UP : "AA");
    destination("ehr", receiver.port(), true);
    String poison = tell("poison", "P1");
    for (int i = 0; i < 200 && find(poison).state() != State.FAILED; i++) {
      awaitState(tell("other" + i, "P2"), State.DONE);
    }
    assertThat(find(poison).state()).isEqualTo(State.FAILED);
    awaitState(tell("after", "P1"), State.DONE);
  }

  @Test
  void aDestinationThatIsOffKeepsItsMessages() {
    destination("ehr", receiver.port(), false);
    String id = tell("a", "P1");
    assertThat(destinations().remove("ehr")).isFalse();
    destination("ehr", receiver.port(), true);
    awaitState(id, State.DONE);
    assertThat(destinations().remove("ehr")).isTrue();
    assertThat(destinations().status()).isEmpty();
  }

  @Test
  @ExtendWith(OutputCaptureExtension.class)
  void aFailureThatNobodyForesawStopsNoLineAndTellsNoName(CapturedOutput log) {
    AtomicInteger failures = new AtomicInteger(1);
    station.hearing(
        told -> {
          if (failures.getAndDecrement() > 0) {
            throw new IllegalStateException("Mira Sample has no record");
          }
        });
    destination("ehr", receiver.port(), true);
    awaitState(tell("a", "P1"), State.DONE);
    awaitState(tell("b", "P1"), State.DONE);
    assertThat(failures).hasNegativeValue();
    assertThat(log).contains("IllegalStateException at ").doesNotContain("Mira");
  }

  @Test
  void everyDestinationGetsItsOwn() throws IOException {
    try (Receiver other = new Receiver(0)) {
      destination("ehr", receiver.port(), true);
      destination("lab", other.port(), true);
      String first = tell("ehr", "a", 1, "P1");
      String second = tell("lab", "a", 1, "P1");
      awaitState(first, State.DONE);
      awaitState(second, State.DONE);
      assertThat(other.heard()).containsExactly(second);
    }
  }

  @Test
  void twoNodesNeverSendTheSameAtOnce() {
    try (Station second = new Station(source, new RecordingSink(), QUICK)) {
      assertThat(second.part(Destinations.class).all()).isEmpty();
      destination("ehr", receiver.port(), true);
      for (int i = 0; i < 50; i++) {
        tell("m" + i, "P" + i % 3);
      }
      Await.until("all are said", () -> receiver.heard().size() >= 50);
      Await.until("all are done", () -> done(Long.MAX_VALUE, 100).size() == 50);
      List<OutboundMessages.Outbound> page = done(Long.MAX_VALUE, 30);
      List<OutboundMessages.Outbound> rest = done(page.getLast().id(), 30);
      assertThat(rest).hasSize(20).doesNotContainAnyElementsOf(page);
    }
    assertThat(receiver.heard()).doesNotHaveDuplicates();
  }

  private List<OutboundMessages.Outbound> done(long before, int limit) {
    return messages().newest("ehr", Optional.of(State.DONE), before, limit);
  }
}

package dev.mortar.hl7.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mortar.hl7.Await;
import dev.mortar.hl7.InboundMessages.Inbound;
import dev.mortar.hl7.InboundMessages.State;
import dev.mortar.hl7.Messages;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** What holds for messages that come in fragments, on whichever database. */
abstract class FragmentsContract extends InboxFixture {
  private static final String PATIENT = "P1001^^^HOSP^MR";

  private static final String FIRST =
      header("M1", "") + "PID|1||P1001^^^HOSP^MR||Ruiz^Ana\rOBR|1\rDSC|p1|F\r";
  private static final String SECOND = header("M2", "p1") + "OBX|1|NM|A||1\rDSC|p2|F\r";
  private static final String THIRD = header("M3", "p2") + "OBX|2|NM|B||2\r";

  private static final String WHOLE =
      header("M1", "") + "PID|1||P1001^^^HOSP^MR||Ruiz^Ana\rOBR|1\rOBX|1|NM|A||1\rOBX|2|NM|B||2\r";

  private static String header(String controlId, String continues) {
    return "MSH|^~\\&|LAB|HOSP|MORTAR|PHARM|20260302103000||ORU^R01^ORU_R01|%s|P|2.5.1||%s\r"
        .formatted(controlId, continues);
  }

  @Test
  void fragmentsBecomeOneMessageInWhicheverOrderTheyCome() {
    for (String fragment : List.of(THIRD, FIRST, SECOND)) {
      assertThat(store(inbox, fragment)).isInstanceOf(Receipt.Accepted.class);
    }
    Await.until("the whole is applied", () -> sink.applied().size() == 1);
    assertThat(sink.applied(PATIENT)).containsExactly("M1");
    Await.until("the parts are set aside", () -> states(State.JOINED) == 3);
    Inbound whole = inbox.messages().newest(1).getFirst();
    assertThat(inbox.messages().raw(whole.id()).orElseThrow())
        .asString(StandardCharsets.UTF_8)
        .isEqualTo(WHOLE);
    assertThat(whole.reusedControlId()).isFalse();
    assertThat(inbox.messages().newest(10)).hasSize(4);
  }

  @Test
  void fragmentsWaitForEachOtherOverAStopAndOnAnotherNode() {
    store(inbox, FIRST);
    store(inbox, SECOND);
    inbox.service().stop();
    nodes.remove(inbox);
    assertThat(sink.applied()).isEmpty();
    inbox = node();
    store(node(), THIRD);
    Await.until("the whole is applied", () -> sink.applied(PATIENT).equals(List.of("M1")));
    Await.until("the parts are set aside", () -> states(State.JOINED) == 3);
  }

  @Test
  void aDeathBetweenJoiningAndSettingAsideMakesNoSecondMessage() {
    List.of(FIRST, SECOND, THIRD).forEach(fragment -> store(inbox, fragment));
    Await.until("joined", () -> states(State.JOINED) == 3);
    Await.until("the whole is applied", () -> sink.applied(PATIENT).equals(List.of("M1")));
    new JdbcTemplate(source)
        .update(
            """
            UPDATE mortar_hl7_inbox SET state = 'FRAGMENT', part_of = NULL, failure = ''
            WHERE state = 'JOINED'""");
    lookAgain();
    Await.until("set aside again", () -> states(State.JOINED) == 3);
    assertThat(inbox.messages().newest(10))
        .filteredOn(message -> message.heading().controlId().equals("M1"))
        .hasSize(2);
    assertThat(sink.applied(PATIENT)).containsExactly("M1");
  }

  @Test
  void aMissingFragmentIsToldAfterAWhileAndStillJoinedIfItComes() {
    store(inbox, FIRST);
    store(inbox, THIRD);
    clock.advance(Duration.ofMinutes(9));
    lookAgain();
    assertThat(states(State.FAILED)).isZero();
    clock.advance(Duration.ofMinutes(2));
    lookAgain();
    Await.until("told", () -> states(State.FAILED) == 2);
    assertThat(inbox.messages().newest(10))
        .filteredOn(message -> message.state() == State.FAILED)
        .allSatisfy(message -> assertThat(message.failure()).contains("has not come"));
    store(inbox, SECOND);
    Await.until("the whole is applied", () -> sink.applied(PATIENT).equals(List.of("M1")));
    Await.until("the parts are set aside", () -> states(State.JOINED) == 3);
  }

  @Test
  void aRepeatedFragmentIsKnownByItsBytesAndOneUnderAnotherIdIsLeftOver() {
    store(inbox, FIRST);
    assertThat(store(inbox, FIRST)).isInstanceOf(Receipt.Duplicate.class);
    store(inbox, SECOND);
    store(inbox, SECOND.replace("|M2|", "|M9|"));
    store(inbox, THIRD);
    Await.until("the parts are set aside", () -> states(State.JOINED) == 3);
    Await.until("the whole is applied", () -> sink.applied(PATIENT).equals(List.of("M1")));
    clock.advance(Duration.ofMinutes(11));
    lookAgain();
    Await.until("the other is told", () -> states(State.FAILED) == 1);
    assertThat(sink.applied(PATIENT)).containsExactly("M1");
  }

  @Test
  void nobodyAddsToTheMessageOfAnother() {
    store(inbox, FIRST.replace("DSC|p1", "DSC|p2"));
    store(inbox, THIRD, "sender:other");
    store(inbox, THIRD.replace("|LAB|", "|LAB2|"));
    lookAgain();
    assertThat(states(State.FRAGMENT)).isEqualTo(3);
    store(inbox, THIRD);
    Await.until("the sender's own is joined", () -> sink.applied(PATIENT).equals(List.of("M1")));
  }

  @Test
  void whoIsErasedLeavesNoFragments() {
    List.of(FIRST, SECOND, THIRD).forEach(fragment -> store(inbox, fragment));
    Await.until("joined", () -> states(State.JOINED) == 3);
    Await.until("the whole is applied", () -> sink.applied(PATIENT).equals(List.of("M1")));
    store(inbox, FIRST.replace("|M1|", "|M7|").replace("p1", "p7"));
    clock.advance(Duration.ofSeconds(1));
    inbox.personal().erase(Set.of(), Set.of(PATIENT), PATIENT::equals, clock.instant());
    assertThat(states(State.ERASED)).isEqualTo(5);
    assertThat(inbox.messages().newest(10))
        .allSatisfy(
            message -> assertThat(inbox.messages().raw(message.id())).hasValue(new byte[0]));
  }

  /** Fragments that have nothing to do with the others make the inbox look at all of them. */
  private void lookAgain() {
    String other = "X" + clock.instant().toEpochMilli();
    store(inbox, Messages.result(other, "P9").stripTrailing() + "\rDSC|" + other + "|F\r");
    store(inbox, header(other + "E", other) + "OBX|9|NM|C||3\r");
    Await.until("these are joined", () -> sink.applied().contains(other));
  }

  private long states(State state) {
    return inbox.messages().newest(50).stream()
        .filter(message -> message.state() == state)
        .filter(message -> !message.heading().controlId().startsWith("X"))
        .count();
  }
}

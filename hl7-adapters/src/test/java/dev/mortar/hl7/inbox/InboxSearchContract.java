package dev.mortar.hl7.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mortar.hl7.Await;
import dev.mortar.hl7.InboundMessages.Inbound;
import dev.mortar.hl7.InboundMessages.Search;
import dev.mortar.hl7.InboundMessages.State;
import dev.mortar.hl7.InboxId;
import dev.mortar.hl7.Messages;
import dev.mortar.hl7.UnknownCodes;
import dev.mortar.hl7.UnknownCodes.Key;
import dev.mortar.mapping.MappingIssue;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What people find in the inbox and do about it, on whichever database. */
abstract class InboxSearchContract extends InboxFixture {
  private static final Key ODD = new Key("LAB", "HOSP", "odd-things", "ODD");

  @Test
  void messagesAreFoundByWhatAPersonKnowsOfThem() {
    InboxId result = take(Messages.result("M1", "P1"));
    InboxId merge = take(Messages.merge("M2", "P2", "P1"));
    InboxId broken = take(Messages.result("M3", "").replace("^^^HOSP^MR", ""));
    Await.until("failed", () -> state(broken) == State.FAILED && state(merge) == State.DONE);
    assertThat(found(patient("P1^^^HOSP^MR"))).containsExactly(merge, result);
    assertThat(found(patient("P2^^^HOSP^MR"))).containsExactly(merge);
    assertThat(found(search("M1", "", "", 0))).containsExactly(result);
    assertThat(found(search("", "ADT", "", 0))).containsExactly(merge);
    assertThat(found(search("", "", "ADT", 0))).containsExactly(merge);
    assertThat(found(search("", "", "ADT^A40^ADT_A39", 0))).containsExactly(merge);
    assertThat(found(search("", "", "AD", 0))).isEmpty();
    assertThat(found(search("", "HOSP", "", merge.value()))).containsExactly(result);
    assertThat(found(state(Optional.of(State.FAILED), Optional.empty()))).containsExactly(broken);
    var missing = Optional.of(MappingIssue.Code.REQUIRED_MISSING);
    assertThat(found(state(Optional.empty(), missing))).containsExactly(broken);
    assertThat(inbox.messages().find(broken).orElseThrow().reading()).isEqualTo("rejected");
    assertThat(inbox.messages().find(result).orElseThrow().reading()).isEqualTo("mapped");
  }

  @Test
  void whoeverSearchesCannotSayMoreThanWhatTheyLookFor() {
    take(Messages.result("M1", "P1"));
    assertThat(found(patient("' OR '1' = '1"))).isEmpty();
    assertThat(found(search("", "", "%", 0))).isEmpty();
  }

  @Test
  void anUnknownCodeIsGoneOnceItsMessagesWereReadWithABetterTable() {
    InboxId first = take(Messages.result("M1", "P1", "ODD"));
    InboxId second = take(Messages.result("M2", "P2", "ODD"));
    take(Messages.result("M3", "P3"));
    Await.until("both done", () -> state(first) == State.DONE && state(second) == State.DONE);
    List<UnknownCodes.UnknownCode> known = inbox.codes().all(Instant.EPOCH, 10);
    assertThat(known)
        .containsExactly(
            new UnknownCodes.UnknownCode(
                ODD, "OBX-5", 2, second, clock.instant(), clock.instant()));
    assertThat(inbox.codes().all(clock.instant(), 10)).isEmpty();
    mapper.teach();
    assertThat(inbox.codes().replay(ODD, 10)).isEqualTo(2);
    Await.until("no longer unknown", () -> sink.applied().size() == 5);
    Await.until("done again", () -> state(first) == State.DONE && state(second) == State.DONE);
    assertThat(inbox.codes().isOpen(ODD)).isFalse();
    assertThat(sink.applied().subList(3, 5)).containsExactlyInAnyOrder("M1", "M2");
  }

  @Test
  void aFailedMessageIsReplacedByItsCorrectionAndStaysAsItCame() {
    String wrong = Messages.result("M1", "").replace("^^^HOSP^MR", "");
    InboxId failed = take(wrong);
    Await.until("failed", () -> state(failed) == State.FAILED);
    byte[] right = Messages.bytes(Messages.result("M1", "P1"));
    InboxId copy = inbox.messages().correct(failed, right).orElseThrow();
    Await.until("applied", () -> state(copy) == State.DONE);
    assertThat(sink.applied()).containsExactly("M1");
    Inbound before = inbox.messages().find(failed).orElseThrow();
    assertThat(before.state()).isEqualTo(State.CORRECTED);
    assertThat(before.failure()).isEqualTo("Corrected as message " + copy);
    assertThat(inbox.messages().raw(failed)).contains(Messages.bytes(wrong));
    assertThat(inbox.messages().replay(failed)).isFalse();
    assertThat(inbox.messages().correct(failed, right)).isEmpty();
    assertThat(inbox.messages().correct(copy, right)).isEmpty();
  }

  @Test
  void aCorrectionThatIsNoMessageChangesNothing() {
    InboxId failed = take(Messages.result("M1", "").replace("^^^HOSP^MR", ""));
    Await.until("failed", () -> state(failed) == State.FAILED);
    assertThatThrownBy(() -> inbox.messages().correct(failed, Messages.bytes("PID|1\r")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(state(failed)).isEqualTo(State.FAILED);
  }

  private List<InboxId> found(Search search) {
    return inbox.messages().search(search, 10).stream().map(Inbound::id).toList();
  }

  private static Search patient(String number) {
    return new Search(number, "", "", "", Optional.empty(), Optional.empty(), 0);
  }

  private static Search search(String controlId, String sender, String type, long before) {
    return new Search("", controlId, sender, type, Optional.empty(), Optional.empty(), before);
  }

  private static Search state(Optional<State> state, Optional<MappingIssue.Code> issue) {
    return new Search("", "", "", "", state, issue, 0);
  }
}

package dev.mortar.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.AuditEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventJournalTest {
  @TempDir private Path folder;

  @Test
  void whatAProcessLeftBehindIsTakenOverByTheNext() throws Exception {
    EventJournal dying = new EventJournal(folder, 10);
    dying.append(event("{\"n\":1}"));
    dying.append(event("{\"n\":2}"));
    EventJournal next = new EventJournal(folder, 10);
    EventJournal.Segment left = next.oldest();
    assertThat(lines(left)).containsExactly("{\"n\":1}", "{\"n\":2}");
    next.done(left);
    assertThat(lines(next.oldest())).isEmpty();
  }

  @Test
  void aProcessThatDiesWhileNothingWaitsHoldsUpNobody() throws Exception {
    assertThat(lines(new EventJournal(folder, 10).oldest())).isEmpty();
    EventJournal next = new EventJournal(folder, 10);
    next.append(event("1"));
    assertThat(lines(next.oldest())).containsExactly("1");
  }

  @Test
  void halfALineIsWhatNobodyWasPromised() throws Exception {
    Files.writeString(folder.resolve("a.ndjson"), "{\"n\":1}\n{\"n\"", StandardOpenOption.CREATE);
    assertThat(lines(new EventJournal(folder, 10).oldest())).containsExactly("{\"n\":1}");
  }

  @Test
  void whatCouldNotBeStoredComesAgainBeforeWhatCameLater() throws Exception {
    EventJournal journal = new EventJournal(folder, 10);
    journal.append(event("1"));
    EventJournal.Segment first = journal.oldest();
    journal.append(event("2"));
    assertThat(journal.oldest()).isEqualTo(first);
    journal.done(first);
    assertThat(lines(journal.oldest())).isEqualTo(List.of("2"));
  }

  @Test
  void aCloseWithNothingWaitingLeavesNoFile() throws Exception {
    EventJournal journal = new EventJournal(folder, 10);
    journal.append(event("1"));
    journal.done(journal.oldest());
    journal.close();
    assertThat(files()).isEmpty();
  }

  @Test
  void whatIsOfThisProcessNeedsNoReading() throws Exception {
    EventJournal journal = new EventJournal(folder, 10);
    NotedEvent event = event("1");
    journal.append(event);
    assertThat(journal.oldest().events()).containsExactly(new EventJournal.Entry("1", event));
  }

  private static NotedEvent event(String json) {
    return new NotedEvent(new AuditEvent(), json);
  }

  private static List<String> lines(EventJournal.Segment segment) {
    return segment.events().stream().map(EventJournal.Entry::line).toList();
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }
}

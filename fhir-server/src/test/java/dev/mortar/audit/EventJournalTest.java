package dev.mortar.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventJournalTest {
  @TempDir private Path folder;

  @Test
  void whatAProcessLeftBehindIsTakenOverByTheNext() throws Exception {
    EventJournal dying = new EventJournal(folder, 10);
    dying.append("{\"n\":1}");
    dying.append("{\"n\":2}");
    EventJournal next = new EventJournal(folder, 10);
    EventJournal.Segment left = next.oldest();
    assertThat(left.events()).containsExactly("{\"n\":1}", "{\"n\":2}");
    next.done(left);
    assertThat(next.oldest().events()).isEmpty();
  }

  @Test
  void aProcessThatDiesWhileNothingWaitsHoldsUpNobody() throws Exception {
    assertThat(new EventJournal(folder, 10).oldest().events()).isEmpty();
    EventJournal next = new EventJournal(folder, 10);
    next.append("1");
    assertThat(next.oldest().events()).containsExactly("1");
  }

  @Test
  void halfALineIsWhatNobodyWasPromised() throws Exception {
    Files.writeString(folder.resolve("a.ndjson"), "{\"n\":1}\n{\"n\"", StandardOpenOption.CREATE);
    assertThat(new EventJournal(folder, 10).oldest().events()).containsExactly("{\"n\":1}");
  }

  @Test
  void whatCouldNotBeStoredComesAgainBeforeWhatCameLater() throws Exception {
    EventJournal journal = new EventJournal(folder, 10);
    journal.append("1");
    EventJournal.Segment first = journal.oldest();
    journal.append("2");
    assertThat(journal.oldest()).isEqualTo(first);
    journal.done(first);
    assertThat(journal.oldest().events()).isEqualTo(List.of("2"));
  }

  @Test
  void aCloseWithNothingWaitingLeavesNoFile() throws Exception {
    EventJournal journal = new EventJournal(folder, 10);
    journal.append("1");
    journal.done(journal.oldest());
    journal.close();
    assertThat(files()).isEmpty();
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }
}

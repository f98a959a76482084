package dev.mortar.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FullTextIndexTest {
  private final Path folder;

  FullTextIndexTest(@TempDir Path folder) {
    this.folder = folder.resolve("lucene");
  }

  @Test
  void aNewIndexMissesNothing() {
    assertThat(FullTextIndex.open(folder).broken()).isFalse();
  }

  @Test
  void anIndexThatWasClosedMissesNothing() throws IOException {
    FullTextIndex.open(folder).destroy();
    assertThat(FullTextIndex.open(folder).broken()).isFalse();
  }

  @Test
  void anIndexThatWasNotClosedIsBroken() {
    FullTextIndex.open(folder);
    assertThat(FullTextIndex.open(folder).broken()).isTrue();
  }

  @Test
  void whatIsMissingIsRememberedUntilTheIndexIsWhole() throws IOException {
    var since = Instant.parse("2026-11-22T10:00:00Z");
    FullTextIndex.open(folder).misses(since);
    var next = FullTextIndex.open(folder);
    assertThat(next.broken()).isTrue();
    assertThat(next.missingSince()).contains(since);
    next.destroy();
    var afterCleanStop = FullTextIndex.open(folder);
    assertThat(afterCleanStop.broken()).isTrue();
    afterCleanStop.whole();
    afterCleanStop.destroy();
    assertThat(FullTextIndex.open(folder).broken()).isFalse();
  }
}

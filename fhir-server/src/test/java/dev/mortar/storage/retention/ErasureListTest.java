package dev.mortar.storage.retention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mortar.storage.retention.ErasureList.Entry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ErasureListTest {
  private static final Entry ONE = entry("one");
  private static final Entry OTHER = entry("other");

  @TempDir private Path folder;
  private Path file;
  private ErasureList list;

  @BeforeEach
  void open() {
    file = folder.resolve("data").resolve("erasures.txt");
    list = new ErasureList(file);
  }

  @Test
  void whatWasAddedIsThereOnceAlsoForTheNextProcess() {
    list.add(ONE);
    list.add(OTHER);
    list.add(ONE);
    assertThat(new ErasureList(file).entries()).containsExactly(ONE, OTHER);
  }

  @Test
  void aLineThatAKilledProcessLeftHalfWrittenCostsNoOther() throws Exception {
    list.add(ONE);
    String torn = OTHER.line().substring(0, 20);
    Files.writeString(file, Files.readString(file) + torn);
    list.add(OTHER);
    assertThat(list.entries()).containsExactly(ONE, OTHER);
  }

  private static Entry entry(String id) {
    return new Entry(id, Instant.parse("2026-01-02T03:04:05Z"), "salt", Set.of("hash-of-" + id));
  }
}

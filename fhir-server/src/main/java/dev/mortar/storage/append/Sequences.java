package dev.mortar.storage.append;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Row ids from HAPI's sequences, in the way that Hibernate takes them: each number from the
 * database stands for itself and the {@value #BLOCK} less one before it.
 */
final class Sequences {
  static final int BLOCK = 50;

  /** A table's sequence. */
  enum Sequence {
    RESOURCE("SEQ_RESOURCE_ID"),
    VERSION("SEQ_RESOURCE_HISTORY_ID"),
    STRING("SEQ_SPIDX_STRING"),
    TOKEN("SEQ_SPIDX_TOKEN"),
    DATE("SEQ_SPIDX_DATE"),
    URI("SEQ_SPIDX_URI");

    private final String words;

    Sequence(String words) {
      this.words = words;
    }
  }

  private final JdbcTemplate jdbc;
  private final String source;
  private final Map<Sequence, Deque<Long>> left = new EnumMap<>(Sequence.class);

  Sequences(JdbcTemplate jdbc, boolean postgresql) {
    this.jdbc = jdbc;
    this.source = postgresql ? "generate_series(1, ?)" : "system_range(1, ?)";
  }

  /** So many ids that nobody else has or will get; those of a rolled-back transaction are lost. */
  synchronized Deque<Long> take(Sequence sequence, int count) {
    Deque<Long> ready = left.computeIfAbsent(sequence, key -> new ArrayDeque<>());
    if (ready.size() < count) {
      fetch(sequence, (count - ready.size() + BLOCK - 1) / BLOCK).forEach(end -> fill(ready, end));
    }
    Deque<Long> taken = new ArrayDeque<>(count);
    for (int i = 0; i < count; i++) {
      taken.add(ready.remove());
    }
    return taken;
  }

  private List<Long> fetch(Sequence sequence, int blocks) {
    String next = "select nextval('%s') from %s".formatted(sequence.words, source);
    return jdbc.queryForList(next, Long.class, blocks);
  }

  private static void fill(Deque<Long> ready, long end) {
    for (long id = end - BLOCK + 1; id <= end; id++) {
      ready.add(id);
    }
  }
}

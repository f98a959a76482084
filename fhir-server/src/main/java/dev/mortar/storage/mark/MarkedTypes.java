package dev.mortar.storage.mark;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The types of which a resource has a mark. A type stays here for ever: to look whether its last
 * mark is gone would cost more than it saves.
 */
public final class MarkedTypes {
  private static final String ALL = "*";

  /** How long another node's first mark of a type may stay unseen by searches. */
  private static final Duration FRESH = Duration.ofSeconds(10);

  private final JdbcClient jdbc;
  private final TransactionTemplate alone;
  private final String mark;
  private final Supplier<Set<String>> before;
  private final Clock clock;
  private volatile Known known = new Known(Set.of(), Instant.EPOCH);

  /**
   * @param mark at most 10 letters
   * @param before the types that had the mark before this was kept; asked once in the life of a
   *     database
   */
  public MarkedTypes(
      JdbcClient jdbc,
      PlatformTransactionManager transactions,
      String mark,
      Supplier<Set<String>> before,
      Clock clock) {
    this.jdbc = jdbc;
    this.alone = new TransactionTemplate(transactions);
    alone.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    this.mark = mark;
    this.before = before;
    this.clock = clock;
  }

  /** Whether a resource of the type may have the mark. */
  public boolean contains(String type) {
    Known now = known;
    if (clock.instant().isAfter(now.at().plus(FRESH))) {
      now = new Known(load(), clock.instant());
      known = now;
    }
    return now.types().contains(type);
  }

  /**
   * Before the caller's transaction commits, so that no other node shows what it does not count; if
   * that rolls back, the type is remembered for nothing.
   */
  public void add(String type) {
    if (contains(type)) {
      return;
    }
    insert(type);
    Set<String> more = new HashSet<>(known.types());
    more.add(type);
    known = new Known(Set.copyOf(more), known.at());
  }

  /** The next who asks reads them anew. */
  public void forget() {
    known = new Known(Set.of(), Instant.EPOCH);
  }

  private Set<String> load() {
    Set<String> types = read();
    if (types.contains(ALL)) {
      return types;
    }
    before.get().forEach(this::insert);
    insert(ALL);
    return read();
  }

  private Set<String> read() {
    return Set.copyOf(
        jdbc.sql("select type from mortar_marked_type where mark = ?")
            .param(mark)
            .query(String.class)
            .list());
  }

  private void insert(String type) {
    try {
      alone.executeWithoutResult(
          inTransaction ->
              jdbc.sql("insert into mortar_marked_type (mark, type) values (?, ?)")
                  .params(mark, type)
                  .update());
    } catch (DuplicateKeyException another) {
      // Another write was faster, and the type is there.
    }
  }

  private record Known(Set<String> types, Instant at) {}
}

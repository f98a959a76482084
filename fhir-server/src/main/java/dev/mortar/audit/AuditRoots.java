package dev.mortar.audit;

import dev.mortar.audit.AuditChain.Finding;
import dev.mortar.audit.AuditChain.Problem;
import dev.mortar.audit.AuditChain.Range;
import dev.mortar.store.FhirStore;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;

/**
 * Hashes and signs the events of each day that is over. Who holds a signed root needs neither this
 * server nor its database to know whether an event was in the trail of that day, and was the same.
 */
public final class AuditRoots {
  /** What happened before midnight is in the chain by then, unless its node is down. */
  private static final Duration GRACE = Duration.ofMinutes(10);

  private final AuditChain chain;
  private final RootTable table;
  private final RootStatements statements;
  private final RootRecords records;
  private final FhirStore store;
  private final Clock clock;

  AuditRoots(
      AuditChain chain,
      RootTable table,
      RootStatements statements,
      RootRecords records,
      FhirStore store,
      Clock clock) {
    this.chain = chain;
    this.table = table;
    this.statements = statements;
    this.records = records;
    this.store = store;
    this.clock = clock;
  }

  /** Makes the roots of the days that are over and have none; how many. */
  int close() {
    AuditChain.Head head = chain.head();
    LocalDate open = clock.instant().minus(GRACE).atOffset(ZoneOffset.UTC).toLocalDate();
    Optional<AuditRoot> newest = table.newest();
    Optional<LocalDate> next =
        newest.map(root -> root.day().plusDays(1)).or(() -> chain.day(1, head.sequence()));
    int made = 0;
    for (LocalDate day = next.orElse(open); day.isBefore(open); day = day.plusDays(1)) {
      try {
        newest = Optional.of(close(day, head, newest));
        made++;
      } catch (DuplicateKeyException another) {
        // Another node closes the day, and the days after it.
        return made;
      }
    }
    return made;
  }

  private AuditRoot close(LocalDate day, AuditChain.Head head, Optional<AuditRoot> before) {
    long first = before.map(root -> root.last() + 1).orElse(1L);
    Range range = new Range(first, chain.last(first, head.sequence(), day));
    String previous = before.map(AuditRoot::signed).orElse("");
    String root = hex(tree(range).root());
    return store.atomically(
        () -> {
          AuditRoot made =
              statements.sign(
                  day, range, root, chain.hash(range.last()), previous, clock.instant());
          table.add(made);
          records.keep(made, clock.instant());
          return made;
        });
  }

  /** Oldest first. */
  public List<AuditRoot> between(LocalDate from, LocalDate to) {
    return table.between(from, to);
  }

  /**
   * @param event the id of an event
   * @return empty if its day has no root yet
   * @throws ChangedTrailException if what is stored is not what was signed
   */
  public Optional<Proof> proof(String event) {
    return chain.sequence(event).flatMap(sequence -> proof(event, sequence));
  }

  private Optional<Proof> proof(String event, long sequence) {
    return table
        .covering(sequence)
        .map(
            root -> {
              MerkleTree tree = tree(root);
              if (!hex(tree.root()).equals(root.root())) {
                throw new ChangedTrailException(event);
              }
              int index = (int) (sequence - root.first());
              List<String> path = tree.path(index).stream().map(AuditRoots::hex).toList();
              return new Proof(root, sequence, index, path);
            });
  }

  /**
   * Whether the roots over a part of the chain are as they were signed, and the chain with them.
   */
  public List<Finding> verify(long from, long to) {
    List<Finding> findings = new ArrayList<>();
    Optional<AuditRoot> before = Optional.empty();
    for (AuditRoot root : table.beginning(from, to + 1)) {
      if (root.first() >= from && root.last() <= to) {
        check(before, root)
            .ifPresent(problem -> findings.add(new Finding(root.first(), "", problem)));
      }
      before = Optional.of(root);
    }
    return List.copyOf(findings);
  }

  private Optional<Problem> check(Optional<AuditRoot> before, AuditRoot root) {
    boolean follows =
        before
            .map(one -> one.day().plusDays(1).equals(root.day()) && one.last() + 1 == root.first())
            .orElse(root.first() == 1);
    if (!follows || !records.has(root)) {
      return Optional.of(Problem.ROOT_MISSING);
    }
    String previous = before.map(AuditRoot::signed).orElse("");
    if (!statements.isSigned(root, chain.hash(root.last()), previous)) {
      return Optional.of(Problem.ROOT_BROKEN);
    }
    return hex(tree(root).root()).equals(root.root())
        ? Optional.empty()
        : Optional.of(Problem.ROOT_BROKEN);
  }

  private MerkleTree tree(AuditRoot root) {
    return tree(new Range(root.first(), root.last()));
  }

  private MerkleTree tree(Range range) {
    return MerkleTree.of(
        chain.digests(range).stream()
            .map(digest -> digest.getBytes(StandardCharsets.US_ASCII))
            .toList());
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  /**
   * @param sequence the number of its link
   * @param index of its leaf, from 0
   * @param path hashes in hexadecimal digits, from the leaf to the root
   */
  public record Proof(AuditRoot root, long sequence, int index, List<String> path) {}

  /** No proof can be given: somebody has changed the trail. */
  public static final class ChangedTrailException extends RuntimeException {
    ChangedTrailException(String event) {
      super(
          "The trail of the day of AuditEvent/%s is not the one that was signed.".formatted(event)
              + " AuditEvent/$verify says what was changed.");
    }
  }
}

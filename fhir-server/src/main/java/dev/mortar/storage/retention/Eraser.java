package dev.mortar.storage.retention;

import ca.uhn.fhir.jpa.util.MemoryCacheService;
import dev.mortar.due.DueHandler;
import dev.mortar.ig.Codes;
import dev.mortar.storage.FullTextWipe;
import dev.mortar.storage.retention.Belongings.Found;
import dev.mortar.storage.retention.Certificates.Certificate;
import dev.mortar.storage.retention.ErasureTable.Erasure;
import dev.mortar.storage.retention.ErasureTable.State;
import dev.mortar.storage.retention.Traces.Gone;
import dev.mortar.store.FhirStore;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.hl7.fhir.r4.model.Resource;
import org.springframework.context.ApplicationEventPublisher;

/**
 * Erases one person, in steps of which each is a transaction: whoever is cut off goes on with what
 * is left. The records themselves go last, because everything else is found by them.
 */
final class Eraser implements DueHandler {
  static final String KIND = "erasure";

  private static final int TOGETHER = 100;

  /** Something new may come while the person is erased; a feed that never ends is another day's. */
  private static final int MOST_ROUNDS = 20;

  private final ErasureTable table;
  private final ErasureList list;
  private final Parts parts;
  private final FhirStore store;
  private final MemoryCacheService caches;
  private final Clock clock;
  private final ApplicationEventPublisher events;

  Eraser(
      ErasureTable table,
      ErasureList list,
      Parts parts,
      FhirStore store,
      MemoryCacheService caches,
      Clock clock,
      ApplicationEventPublisher events) {
    this.table = table;
    this.list = list;
    this.parts = parts;
    this.store = store;
    this.caches = caches;
    this.clock = clock;
    this.events = events;
  }

  @Override
  public String kind() {
    return KIND;
  }

  /**
   * @param payload logical ids of the person's records
   */
  @Override
  public Optional<Instant> handle(String key, String payload) {
    Erasure erasure = table.find(key).orElseThrow();
    Set<String> patients = new TreeSet<>(List.of(payload.split(",", -1)));
    if (erasure.state() == State.RUNNING) {
      parts.holds().check(patients);
      Found last = removeBelongings(erasure, patients);
      removeRecords(erasure, patients, last);
    }
    if (erasure.state() != State.DONE) {
      wipe(erasure);
    }
    return Optional.empty();
  }

  private Found removeBelongings(Erasure erasure, Set<String> patients) {
    Set<Long> inbox = new HashSet<>();
    for (int round = 0; round < MOST_ROUNDS; round++) {
      Found found = parts.belongings().of(patients);
      inbox.addAll(found.inbox());
      Set<String> gone = new HashSet<>(found.references());
      patients.forEach(id -> gone.add("Patient/" + id));
      found.shared().forEach(row -> parts.removal().strip(row, gone));
      if (found.theirs().isEmpty()) {
        return new Found(List.of(), List.of(), inbox);
      }
      for (int from = 0; from < found.theirs().size(); from += TOGETHER) {
        int to = Math.min(found.theirs().size(), from + TOGETHER);
        remove(erasure, found.theirs().subList(from, to));
      }
    }
    throw new IllegalStateException("More comes than can be erased");
  }

  private void remove(Erasure erasure, List<Row> some) {
    Gone gone =
        Gone.resources(new TreeSet<>(some.stream().map(Row::reference).toList()), clock.instant());
    store.atomically(
        () -> {
          parts.removal().remove(some, gone);
          parts.counts().add(erasure.id(), Removal.counts(some));
          table.removed(erasure.id(), some.size());
          return gone;
        });
  }

  private void removeRecords(Erasure erasure, Set<String> patients, Found last) {
    List<Row> records = new ArrayList<>();
    List<Resource> versions = new ArrayList<>();
    for (String patient : patients) {
      parts.rows().find("Patient", patient).ifPresent(records::add);
    }
    records.forEach(row -> versions.addAll(parts.rows().versions(row)));
    Who who = Who.of(versions);
    Set<String> references = new TreeSet<>();
    patients.forEach(id -> references.add("Patient/" + id));
    Instant now = clock.instant();
    Gone gone = new Gone(patients, references, who.identifiers(), who.words(), last.inbox(), now);
    Disposed disposed =
        store.atomically(
            () -> {
              parts.removal().remove(records, gone);
              table.addKeys(erasure.id(), Hashes.of(erasure.salt(), patients, who.identifiers()));
              table.removed(erasure.id(), records.size());
              return certify(erasure, records);
            });
    events.publishEvent(disposed);
  }

  private Disposed certify(Erasure erasure, List<Row> records) {
    parts.counts().add(erasure.id(), Removal.counts(records));
    Map<String, Integer> counts = parts.counts().take(erasure.id());
    String certificate =
        parts
            .certificates()
            .write(
                new Certificate(
                    Codes.DisposalKind.of(erasure.kind()).orElseThrow(),
                    "urn:uuid:" + erasure.id(),
                    erasure.by(),
                    erasure.reason(),
                    "",
                    counts));
    table.cleared(erasure.id(), certificate);
    return new Disposed(erasure.kind(), erasure.by(), counts, certificate);
  }

  /** After the commit: files know no transaction. */
  private void wipe(Erasure erasure) {
    caches.invalidateAllCaches();
    store.atomically(
        () -> {
          parts.fullText().wipe();
          return erasure;
        });
    Instant now = clock.instant();
    if (erasure.kind().equals(Codes.DisposalKind.ERASURE.code())) {
      list.add(
          new ErasureList.Entry(
              erasure.id(), now, erasure.salt(), new TreeSet<>(table.keys(erasure.id()))));
    }
    table.done(erasure.id(), now);
  }

  /** What an erasure is made of. */
  record Parts(
      LegalHolds holds,
      Belongings belongings,
      Rows rows,
      Removal removal,
      Certificates certificates,
      FullTextWipe fullText,
      RemovedCounts counts) {}
}

package dev.mortar.storage.retention;

import dev.mortar.due.DueWork;
import dev.mortar.hl7.PersonalMessages;
import dev.mortar.ig.Codes;
import dev.mortar.storage.retention.ErasureList.Entry;
import dev.mortar.storage.retention.ErasureTable.Erasure;
import dev.mortar.storage.retention.ErasureTable.State;
import dev.mortar.store.FhirStore;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Patient.LinkType;
import org.springframework.jdbc.core.simple.JdbcClient;

/** People who were erased, and those who are to be. */
public final class Erasures {
  private static final int MOST_RECORDS = 100;
  private static final Set<LinkType> SAME = Set.of(LinkType.REPLACES, LinkType.REPLACEDBY);

  private final ErasureTable table;
  private final ErasureList list;
  private final Rows rows;
  private final LegalHolds holds;
  private final FhirStore store;
  private final DueWork due;
  private final Surroundings around;

  Erasures(
      ErasureTable table,
      ErasureList list,
      Rows rows,
      LegalHolds holds,
      FhirStore store,
      DueWork due,
      Surroundings around) {
    this.table = table;
    this.list = list;
    this.rows = rows;
    this.holds = holds;
    this.store = store;
    this.due = due;
    this.around = around;
  }

  /**
   * Has a person erased, with all records that were merged into this one.
   *
   * @param by who asks
   * @return the id of the erasure; empty if there is no such record
   * @throws ca.uhn.fhir.rest.server.exceptions.BaseServerResponseException 409, if there is a hold
   */
  public Optional<String> begin(String patient, String by, String reason) {
    if (rows.find("Patient", patient).isEmpty()) {
      return Optional.empty();
    }
    Set<String> records = records(patient);
    holds.check(records);
    return Optional.of(begin(Codes.DisposalKind.ERASURE, records, by, reason));
  }

  /** As {@link #begin}, because the time is over for which the record had to be kept. */
  String dispose(String patient, String reason) {
    return begin(Codes.DisposalKind.RETENTION, records(patient), "Mortar", reason);
  }

  private String begin(Codes.DisposalKind kind, Set<String> records, String by, String reason) {
    String salt = salt();
    Set<String> hashes = Hashes.of(salt, records, Set.of());
    return underWay(hashes).orElseGet(() -> begin(kind, records, by, reason, salt, hashes));
  }

  /** Whoever is being erased need not be erased once more. */
  private Optional<String> underWay(Set<String> hashes) {
    return hashes.stream()
        .flatMap(hash -> table.underWay(hash).stream())
        .filter(id -> table.keys(id).containsAll(hashes))
        .findFirst();
  }

  private String begin(
      Codes.DisposalKind kind,
      Set<String> records,
      String by,
      String reason,
      String salt,
      Set<String> hashes) {
    String id = UUID.randomUUID().toString();
    var erasure =
        new Erasure(
            id,
            kind.code(),
            around.clock().instant(),
            by,
            reason,
            salt,
            State.RUNNING,
            0,
            Optional.empty(),
            "");
    return store.atomically(
        () -> {
          table.add(erasure, hashes);
          due.plan(Eraser.KIND, id, around.clock().instant(), String.join(",", records));
          return id;
        });
  }

  /** One for the whole installation, so that one look finds whoever was erased. */
  private String salt() {
    List<Erasure> known = table.newest(1);
    if (!known.isEmpty()) {
      return known.getFirst().salt();
    }
    List<Entry> listed = list.entries();
    return listed.isEmpty() ? UUID.randomUUID().toString() : listed.getLast().salt();
  }

  /** The record and all that were merged with it, whichever of them names the other. */
  Set<String> records(String patient) {
    Set<String> found = new TreeSet<>(Set.of(patient));
    Deque<String> next = new ArrayDeque<>(found);
    while (!next.isEmpty()) {
      String id = next.remove();
      List<String> others = new ArrayList<>();
      store.find(Patient.class, id).ifPresent(record -> others.addAll(linked(record, Set.of())));
      store.search(Patient.class, "link=Patient/" + id, MOST_RECORDS).stream()
          .filter(other -> linked(other, Set.of(id)).contains(id))
          .forEach(other -> others.add(other.getIdElement().getIdPart()));
      others.stream().filter(found::add).forEach(next::add);
    }
    return found;
  }

  private static List<String> linked(Patient record, Set<String> wanted) {
    return record.getLink().stream()
        .filter(link -> SAME.contains(link.getType()) && link.getOther().hasReference())
        .map(link -> new IdType(link.getOther().getReference()).getIdPart())
        .filter(id -> id != null && (wanted.isEmpty() || wanted.contains(id)))
        .toList();
  }

  /** How far it is; empty if there is none. */
  public Optional<Progress> find(String id) {
    return table.find(id).map(this::progress);
  }

  /** The newest first. */
  public List<Progress> newest(int limit) {
    return table.newest(limit).stream().map(this::progress).toList();
  }

  private Progress progress(Erasure erasure) {
    boolean listed = erasure.kind().equals(Codes.DisposalKind.ERASURE.code());
    return new Progress(
        erasure.id(),
        erasure.state() == State.DONE,
        erasure.removed(),
        erasure.asked(),
        erasure.done(),
        erasure.certificate(),
        listed ? erasure.done().map(done -> entry(erasure, done).line()) : Optional.empty());
  }

  private Entry entry(Erasure erasure, Instant done) {
    return new Entry(erasure.id(), done, erasure.salt(), new TreeSet<>(table.keys(erasure.id())));
  }

  /**
   * Erases again whoever is back.
   *
   * @param lines of a list that was kept elsewhere
   */
  public Replayed replay(List<String> lines) {
    Map<String, Entry> known = new LinkedHashMap<>();
    table
        .ofPeople()
        .forEach(it -> known.put(it.id(), entry(it, it.done().orElseGet(around.clock()::instant))));
    list.entries().forEach(entry -> known.putIfAbsent(entry.id(), entry));
    lines.stream()
        .flatMap(line -> ErasureList.parse(line).stream())
        .forEach(entry -> known.putIfAbsent(entry.id(), entry));
    int erased = 0;
    for (Entry entry : known.values()) {
      remember(entry);
      erased += again(entry);
    }
    return new Replayed(known.size(), erased);
  }

  /** What is in the file and not in the database: there was another database before this one. */
  Replayed replayWhatTheDatabaseLost() {
    List<Erasure> known = table.ofPeople();
    Set<String> inTable = known.stream().map(Erasure::id).collect(Collectors.toSet());
    List<Entry> entries = list.entries();
    Set<String> inFile = entries.stream().map(Entry::id).collect(Collectors.toSet());
    int erased = 0;
    List<Entry> lost = entries.stream().filter(entry -> !inTable.contains(entry.id())).toList();
    for (Entry entry : lost) {
      remember(entry);
      erased += again(entry);
    }
    known.stream()
        .filter(it -> !inFile.contains(it.id()))
        .forEach(it -> it.done().ifPresent(done -> list.add(entry(it, done))));
    return new Replayed(lost.size(), erased);
  }

  private void remember(Entry entry) {
    list.add(entry);
    if (table.find(entry.id()).isEmpty()) {
      var erasure =
          new Erasure(
              entry.id(),
              Codes.DisposalKind.ERASURE.code(),
              entry.done(),
              "Mortar",
              "From the list of erasures",
              entry.salt(),
              State.DONE,
              0,
              Optional.of(entry.done()),
              "");
      store.atomically(
          () -> {
            table.add(erasure, entry.hashes());
            return erasure;
          });
    }
  }

  /** Whoever was made after the erasure is new, even if under the same number. */
  private int again(Entry entry) {
    Set<String> back = new TreeSet<>();
    around
        .jdbc()
        .sql("select fhir_id from hfj_resource where res_type = 'Patient' and res_published < ?")
        .param(Timestamp.from(entry.done()))
        .query(String.class)
        .stream()
        .filter(id -> entry.hashes().contains(Hashes.patient(entry.salt(), id)))
        .forEach(back::add);
    around.received().ifPresent(messages -> blank(messages, entry));
    Set<String> begun = new HashSet<>();
    for (String patient : back) {
      if (!begun.contains(patient)) {
        Set<String> records = records(patient);
        begun.addAll(records);
        begin(Codes.DisposalKind.ERASURE, records, "Mortar", "Erased before as " + entry.id());
      }
    }
    return back.size();
  }

  private static void blank(PersonalMessages messages, Entry entry) {
    Set<String> numbers = new TreeSet<>();
    for (String number : messages.numbers()) {
      if (entry.hashes().contains(Hashes.number(entry.salt(), number))) {
        numbers.add(number);
      }
    }
    if (!numbers.isEmpty()) {
      messages.erase(
          Set.of(),
          numbers,
          line -> entry.hashes().contains(Hashes.line(entry.salt(), line)),
          entry.done());
    }
  }

  /** What is around an erasure. */
  record Surroundings(JdbcClient jdbc, Optional<PersonalMessages> received, Clock clock) {}

  /**
   * @param certificate as {@code Provenance/7}; empty before there is one
   * @param line for the list of erasures
   */
  public record Progress(
      String id,
      boolean done,
      int removed,
      Instant asked,
      Optional<Instant> finished,
      String certificate,
      Optional<String> line) {}

  /**
   * @param known how many erasures were looked at
   * @param erased how many records were back
   */
  public record Replayed(int known, int erased) {}
}

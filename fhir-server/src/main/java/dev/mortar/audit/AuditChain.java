package dev.mortar.audit;

import dev.mortar.store.FhirStore;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.AuditEvent;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Makes one chain of all stored events. Each link covers its event and the link before, so that
 * nobody can change, remove or slip in an event without all later links becoming wrong; who has
 * noted a link elsewhere can tell even if somebody has recomputed them.
 */
public final class AuditChain {
  /** So many events are read from the store at once. */
  private static final int PAGE = 200;

  /** So many events are looked at for one that says when it was. */
  private static final int NEAR = 4;

  private final JdbcClient jdbc;
  private final JdbcTemplate batches;
  private final FhirStore store;
  private final EventDigest digest;

  AuditChain(JdbcTemplate jdbc, FhirStore store, EventDigest digest) {
    this.batches = jdbc;
    this.jdbc = JdbcClient.create(jdbc);
    this.store = store;
    this.digest = digest;
  }

  /**
   * In the transaction that stores the events; an event that has its link already gets no other.
   *
   * @return those that had none
   */
  List<NotedEvent> append(List<NotedEvent> events) {
    Link head =
        jdbc.sql("select last_sequence, last_hash from audit_chain_head where id = 1 for update")
            .query((row, number) -> new Link(row.getLong(1), "", "", row.getString(2)))
            .single();
    Set<String> known = linked(events.stream().map(NotedEvent::id).toList());
    Link last = head;
    List<NotedEvent> fresh = events.stream().filter(event -> known.add(event.id())).toList();
    List<Object[]> links = new ArrayList<>();
    for (NotedEvent event : fresh) {
      last = last.next(event.id(), EventDigest.of(event.json()));
      links.add(new Object[] {last.sequence(), last.event(), last.digest(), last.hash()});
    }
    batches.batchUpdate(
        "insert into audit_chain (sequence, event_id, digest, hash) values (?, ?, ?, ?)", links);
    jdbc.sql("update audit_chain_head set last_sequence = ?, last_hash = ? where id = 1")
        .params(last.sequence(), last.hash())
        .update();
    return fresh;
  }

  private Set<String> linked(List<String> ids) {
    return new HashSet<>(
        jdbc.sql("select event_id from audit_chain where event_id in (:ids)")
            .param("ids", ids)
            .query(String.class)
            .list());
  }

  /** The newest link: whoever keeps it elsewhere can later prove that nothing before it changed. */
  public Head head() {
    return jdbc.sql("select last_sequence, last_hash from audit_chain_head where id = 1")
        .query((row, number) -> new Head(row.getLong(1), row.getString(2)))
        .single();
  }

  /**
   * Checks links and the events they stand for.
   *
   * @param from the first sequence number, 1 at the earliest
   * @param most how many links to check at most
   */
  public Result verify(long from, int most) {
    List<Finding> findings = new ArrayList<>();
    Head head = head();
    Link before = from <= 1 ? Link.ROOT : link(from - 1);
    long end = Math.min(head.sequence(), from + most - 1);
    int checked = 0;
    while (before.sequence() < end) {
      List<Link> page = links(before.sequence() + 1, Math.min(end, before.sequence() + PAGE));
      if (page.isEmpty()) {
        findings.add(new Finding(before.sequence() + 1, "", Problem.LINK_MISSING));
        before = new Link(Math.min(end, before.sequence() + PAGE), "", "", "");
        continue;
      }
      before = check(before, page, findings);
      checked += page.size();
    }
    boolean toTheEnd = end == head.sequence() && before.sequence() == end;
    if (toTheEnd && !before.hash().equals(head.hash())) {
      findings.add(new Finding(end, before.event(), Problem.LINK_BROKEN));
    }
    return new Result(checked, end, head, List.copyOf(findings));
  }

  /** The number of an event's link; empty if it has none. */
  Optional<Long> sequence(String event) {
    return jdbc.sql("select sequence from audit_chain where event_id = ?")
        .param(event)
        .query(Long.class)
        .optional();
  }

  /** The hash of a link; empty if there is none of that number. */
  String hash(long sequence) {
    return link(sequence).hash();
  }

  /** The digests of the events of the links of a part, oldest first. */
  List<String> digests(Range range) {
    return jdbc.sql(
            "select digest from audit_chain where sequence between ? and ? order by sequence")
        .params(range.first(), range.last())
        .query(String.class)
        .list();
  }

  /**
   * The last link of a day, one before the first if it has none. Events reach the chain nearly in
   * the order in which they happen, so this looks at a few of them only; one that comes late
   * belongs to the day that is open then.
   *
   * @param first the first link that may be of the day
   * @param head the last link of all
   */
  long last(long first, long head, LocalDate day) {
    long low = first;
    long high = head + 1;
    while (low < high) {
      long middle = low + (high - low) / 2;
      if (day(middle, head).filter(later -> later.isAfter(day)).isPresent()) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low - 1;
  }

  /** The day in UTC of the first event from a link on that is there and says when it was. */
  Optional<LocalDate> day(long from, long to) {
    List<Link> some = links(from, Math.min(to, from + NEAR));
    Map<String, AuditEvent> events = events(some);
    return some.stream()
        .map(link -> events.get(link.event()))
        .filter(event -> event != null && event.hasRecorded())
        .findFirst()
        .map(event -> event.getRecorded().toInstant().atOffset(ZoneOffset.UTC).toLocalDate());
  }

  private Link check(Link start, List<Link> page, List<Finding> findings) {
    Map<String, AuditEvent> events = events(page);
    Link before = start;
    for (Link link : page) {
      if (link.sequence() != before.sequence() + 1) {
        findings.add(new Finding(before.sequence() + 1, "", Problem.LINK_MISSING));
      } else if (!before.next(link.event(), link.digest()).hash().equals(link.hash())) {
        findings.add(new Finding(link.sequence(), link.event(), Problem.LINK_BROKEN));
      }
      AuditEvent event = events.get(link.event());
      if (event == null) {
        findings.add(new Finding(link.sequence(), link.event(), Problem.EVENT_MISSING));
      } else if (!digest.of(event).equals(link.digest())) {
        findings.add(new Finding(link.sequence(), link.event(), Problem.EVENT_CHANGED));
      }
      before = link;
    }
    return before;
  }

  private Map<String, AuditEvent> events(List<Link> page) {
    if (page.isEmpty()) {
      return Map.of();
    }
    String ids = page.stream().map(Link::event).collect(Collectors.joining(","));
    Map<String, AuditEvent> events = new HashMap<>();
    store
        .search(AuditEvent.class, "_id=" + ids, PAGE)
        .forEach(event -> events.put(id(event), event));
    return events;
  }

  private List<Link> links(long from, long to) {
    return jdbc.sql(
            "select sequence, event_id, digest, hash from audit_chain"
                + " where sequence between ? and ? order by sequence")
        .params(from, to)
        .query(
            (row, number) ->
                new Link(row.getLong(1), row.getString(2), row.getString(3), row.getString(4)))
        .list();
  }

  private Link link(long sequence) {
    return links(sequence, sequence).stream().findFirst().orElse(new Link(sequence, "", "", ""));
  }

  private static String id(AuditEvent event) {
    return event.getIdElement().getIdPart();
  }

  /** What the chain ends with now. */
  public record Head(long sequence, String hash) {}

  /** Links from the first to the last, both included; none if the last is before the first. */
  record Range(long first, long last) {
    long events() {
      return last - first + 1;
    }
  }

  /**
   * @param checked how many links were there and looked at
   * @param to the last sequence number that was looked at
   * @param findings empty if all is as it was written
   */
  public record Result(int checked, long to, Head head, List<Finding> findings) {}

  /**
   * @param event its id; empty if nobody knows which it was
   */
  public record Finding(long sequence, String event, Problem problem) {}

  /** What somebody did to the trail. */
  public enum Problem {
    EVENT_CHANGED("event-changed"),
    EVENT_MISSING("event-missing"),
    LINK_BROKEN("link-broken"),
    LINK_MISSING("link-missing"),
    /** The events of a day, or what is said of them, are not what was signed. */
    ROOT_BROKEN("root-broken"),
    /** A day has no root, or its record is gone. */
    ROOT_MISSING("root-missing");

    private final String code;

    Problem(String code) {
      this.code = code;
    }

    public String code() {
      return code;
    }
  }

  private record Link(long sequence, String event, String digest, String hash) {
    static final Link ROOT = new Link(0, "", "", "");

    Link next(String id, String itsDigest) {
      long number = sequence + 1;
      String covered = String.join(" ", hash, Long.toString(number), id, itsDigest);
      return new Link(number, id, itsDigest, EventDigest.sha256(covered));
    }
  }
}

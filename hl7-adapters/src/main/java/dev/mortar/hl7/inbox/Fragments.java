package dev.mortar.hl7.inbox;

import dev.mortar.hl7.InboxId;
import dev.mortar.mapping.Heading;
import dev.mortar.mapping.Mapper;
import dev.mortar.mapping.RawMessage;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Joins the fragments of messages, on whichever connections and in whichever order they came. A
 * fragment waits in the inbox and is not applied; when the last one is there, the whole message is
 * stored as one that has come now, and its fragments are set aside. A repetition after a crash
 * stores the same bytes, which the inbox knows.
 */
final class Fragments {
  private static final Logger LOG = LoggerFactory.getLogger(Fragments.class);

  /** A whole message stands in memory while it is joined and while it is applied. */
  private static final long LARGEST = 64L * 1024 * 1024;

  private final Database database;
  private final Node node;
  private final Inbox inbox;
  private final Lines lines;
  private final Duration patience;

  /**
   * @param patience how long a fragment waits for the others before a person is told
   */
  Fragments(Database database, Node node, Inbox inbox, Mapper mapper, Duration patience) {
    this.database = database;
    this.node = node;
    this.inbox = inbox;
    this.lines = new Lines(mapper);
    this.patience = patience;
  }

  /** Joins what is complete, and tells of what has waited for too long. */
  synchronized void look() {
    List<Fragment> waiting = waiting();
    if (!waiting.isEmpty()) {
      Fragment.chains(waiting).forEach(this::join);
      giveUp();
    }
  }

  /** One that was given up is joined all the same if what was missing comes after all. */
  private List<Fragment> waiting() {
    return database
        .jdbc()
        .query(
            """
            SELECT id, profile, sending_application, sending_facility, peer, received, size,
              continues, continued_by
            FROM mortar_hl7_inbox
            WHERE state IN ('FRAGMENT', 'FAILED') AND (continues <> '' OR continued_by <> '')
            ORDER BY id""",
            (row, number) -> fragment(row));
  }

  private static Fragment fragment(ResultSet row) throws SQLException {
    return new Fragment(
        row.getLong("id"),
        row.getString("profile"),
        row.getString("sending_application") + '|' + row.getString("sending_facility"),
        row.getString("peer"),
        row.getObject("received", OffsetDateTime.class).toInstant(),
        row.getLong("size"),
        new Part(row.getString("continues"), row.getString("continued_by")));
  }

  private void join(List<Fragment> chain) {
    if (chain.stream().mapToLong(Fragment::size).sum() > LARGEST) {
      chain.forEach(it -> fail(it, "Together with the others it is larger than 64 MB"));
      return;
    }
    List<byte[]> parts = chain.stream().map(this::raw).flatMap(Optional::stream).toList();
    if (parts.size() < chain.size()) {
      return;
    }
    byte[] whole = Joining.join(parts);
    store(chain, whole, Heading.read(whole).orElse(Heading.NONE));
  }

  private void store(List<Fragment> chain, byte[] whole, Heading heading) {
    Fragment last = chain.getLast();
    RawMessage message = new RawMessage("", whole, last.received());
    Arrival arrival =
        new Arrival(
            new Arrival.Origin(last.peer(), last.account(), last.received()),
            whole,
            whole.length,
            heading,
            new Arrival.Promise("", new byte[0]),
            new Arrival.Purpose.Apply(lines.of(message, heading)));
    switch (inbox.store(arrival)) {
      case Receipt.Accepted(InboxId id) -> setAside(chain, id);
      case Receipt.Duplicate duplicate -> setAside(chain, duplicate.earlier());
      case Receipt.Unavailable unavailable ->
          LOG.warn("{} fragments wait: {}", chain.size(), unavailable.why());
    }
  }

  private void setAside(List<Fragment> chain, InboxId whole) {
    List<Object[]> rows = new ArrayList<>();
    chain.forEach(
        it -> rows.add(new Object[] {whole.value(), "Part of message " + whole, it.id()}));
    database
        .jdbc()
        .batchUpdate(
            """
            UPDATE mortar_hl7_inbox SET state = 'JOINED', part_of = ?, failure = ?
            WHERE id = ? AND state IN ('FRAGMENT', 'FAILED')""",
            rows);
  }

  /** Empty if it was erased, or taken by another node, since we looked. */
  private Optional<byte[]> raw(Fragment fragment) {
    return database
        .jdbc()
        .query(
            "SELECT raw FROM mortar_hl7_inbox WHERE id = ? AND state IN ('FRAGMENT', 'FAILED')",
            (row, number) -> database.message(row, "raw"),
            fragment.id())
        .stream()
        .findFirst();
  }

  private void giveUp() {
    OffsetDateTime before = node.now().minus(patience).atOffset(ZoneOffset.UTC);
    int given =
        database
            .jdbc()
            .update(
                """
                UPDATE mortar_hl7_inbox SET state = 'FAILED', failure = ?
                WHERE state = 'FRAGMENT' AND received < ?""",
                "A fragment of a message of which another fragment has not come; it is joined if"
                    + " that comes, or applied by itself if it is replayed",
                before);
    if (given > 0) {
      LOG.warn("{} fragments have waited in vain for others of their message", given);
    }
  }

  private void fail(Fragment fragment, String why) {
    database
        .jdbc()
        .update(
            """
            UPDATE mortar_hl7_inbox SET state = 'FAILED', failure = ?
            WHERE id = ? AND state = 'FRAGMENT'""",
            why,
            fragment.id());
  }
}

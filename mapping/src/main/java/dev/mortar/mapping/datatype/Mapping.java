package dev.mortar.mapping.datatype;

import dev.mortar.mapping.Heading;
import dev.mortar.mapping.MappingIssue;
import dev.mortar.mapping.MappingIssue.Code;
import dev.mortar.mapping.MappingIssue.Severity;
import dev.mortar.mapping.RawMessage;
import dev.mortar.mapping.sender.SenderProfile;
import dev.mortar.mapping.text.Message;
import dev.mortar.mapping.text.Paths;
import dev.mortar.mapping.text.Segment;
import dev.mortar.mapping.text.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The mapping of one message while it goes on: where it came from, what it became so far. */
public final class Mapping {
  private final RawMessage raw;
  private final Message message;
  private final Heading heading;
  private final SenderProfile sender;
  private final @Nullable Instant eventTime;
  private final Transaction transaction;
  private final List<MappingIssue> issues = new ArrayList<>();
  private final TreeSet<String> partitions = new TreeSet<>();
  private @Nullable TraceLog trace;

  public Mapping(RawMessage raw, Message message, Heading heading, SenderProfile sender) {
    this.raw = raw;
    this.message = message;
    this.heading = heading;
    this.sender = sender;
    this.eventTime = readEventTime();
    this.transaction = new Transaction(eventTime);
  }

  /** From now on, remember which row used which atom. */
  public void trace(TraceLog log) {
    trace = log;
  }

  /** What was read since the mark reached a resource by this row. */
  public void keep(int mark, String row, String target) {
    if (trace != null) {
      trace.add(message.uses().since(mark), row, target);
    }
    message.uses().keep(mark);
  }

  public RawMessage raw() {
    return raw;
  }

  public Message message() {
    return message;
  }

  public Heading heading() {
    return heading;
  }

  public SenderProfile sender() {
    return sender;
  }

  public Transaction transaction() {
    return transaction;
  }

  public List<MappingIssue> issues() {
    return issues;
  }

  /** The ordering keys of the patients. */
  public List<String> partitions() {
    return List.copyOf(partitions);
  }

  public void partition(String key) {
    partitions.add(key);
  }

  /** The trigger event, such as {@code A08}. */
  public String trigger() {
    return heading.type().substring(heading.type().indexOf('^') + 1);
  }

  /** The name under which identifiers and local codes of this sender are known. */
  public String namespace() {
    String facility = heading.sendingFacility();
    String application = heading.sendingApplication();
    if (facility.isEmpty() && application.isEmpty()) {
      return "unknown";
    }
    return facility.isEmpty() ? application : facility;
  }

  /** A value that cannot be used; what is in it counts as reported. */
  public void bad(Value value, String text) {
    report(Severity.ERROR, Code.BAD_VALUE, value, text);
  }

  /** A code that no table knows and that is carried as it came. */
  public void unmapped(Value value, String table) {
    issues.add(
        new MappingIssue(
            Severity.WARNING,
            Code.UNMAPPED_CODE,
            path(value),
            "The code is not in table " + table + "; it is carried as it came",
            table));
  }

  /** A code that no table knows, for an element that takes no other codes. */
  public void unknown(Value value, String table) {
    message.report(value);
    String text = "The code is not in table " + table;
    issues.add(new MappingIssue(Severity.WARNING, Code.UNMAPPED_CODE, path(value), text, table));
  }

  public void report(Severity severity, Code code, Value value, String text) {
    message.report(value);
    issues.add(new MappingIssue(severity, code, path(value), text));
  }

  public void missing(String path, String text) {
    issues.add(new MappingIssue(Severity.ERROR, Code.REQUIRED_MISSING, path, text));
  }

  public void inform(Code code, String path, String text) {
    issues.add(new MappingIssue(Severity.INFORMATION, code, path, text));
  }

  public void warn(Code code, String path, String text) {
    issues.add(new MappingIssue(Severity.WARNING, code, path, text));
  }

  private String path(Value value) {
    List<Segment> segments = message.segments();
    int from = 0;
    int to = segments.size() - 1;
    while (from < to) {
      int middle = (from + to + 1) >>> 1;
      if (segments.get(middle).start() <= value.start()) {
        from = middle;
      } else {
        to = middle - 1;
      }
    }
    Segment segment = segments.get(from);
    boolean inside = value.start() >= segment.start() && value.start() <= segment.end();
    return inside ? Paths.of(segment, value.start()) : "";
  }

  /** When the event happened at the sender: EVN-2, else MSH-7. */
  public Optional<Instant> eventTime() {
    return Optional.ofNullable(eventTime);
  }

  private @Nullable Instant readEventTime() {
    Optional<Segment> evn = message.first("EVN");
    Instant recorded =
        evn.isPresent() ? Times.instant(evn.get().field(2).peek(), sender.zone()) : null;
    return recorded != null ? recorded : Times.instant(heading.time(), sender.zone());
  }
}

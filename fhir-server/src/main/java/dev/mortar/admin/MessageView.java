package dev.mortar.admin;

import dev.mortar.hl7.InboundMessages.Inbound;
import dev.mortar.mapping.AtomTrace;
import dev.mortar.mapping.Coverage;
import dev.mortar.mapping.Heading;
import dev.mortar.mapping.Mapped;
import dev.mortar.mapping.MappingIssue;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/** What the pages are told of received messages. */
final class MessageView {
  private MessageView() {}

  /** One line of the list. */
  record Summary(
      String id,
      Instant received,
      String peer,
      Heading heading,
      String state,
      String ack,
      String ackCode,
      int attempts,
      String failure,
      String reading) {}

  /** What the mapper made of a message. */
  record Reading(String status, Coverage coverage, List<Issue> issues, List<Atom> atoms) {}

  record Issue(String severity, String code, String path, String text) {}

  record Atom(String path, String value, String fate, List<String> targets, String row) {}

  static Summary summary(Inbound message) {
    return new Summary(
        message.id().toString(),
        message.received(),
        message.peer(),
        message.heading(),
        code(message.state()),
        new String(message.ack(), StandardCharsets.UTF_8),
        message.ackCode(),
        message.attempts(),
        message.failure(),
        message.reading());
  }

  static Reading reading(Mapped mapped, List<AtomTrace> trace) {
    return new Reading(
        code(mapped.status()),
        mapped.coverage(),
        mapped.issues().stream().map(MessageView::issue).toList(),
        trace.stream().map(MessageView::atom).toList());
  }

  private static Issue issue(MappingIssue issue) {
    return new Issue(code(issue.severity()), code(issue.code()), issue.path(), issue.text());
  }

  private static Atom atom(AtomTrace atom) {
    return new Atom(atom.path(), atom.value(), code(atom.fate()), atom.targets(), atom.row());
  }

  private static String code(Enum<?> constant) {
    return MessageQuery.code(constant);
  }
}

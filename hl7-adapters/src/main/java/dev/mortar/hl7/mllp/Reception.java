package dev.mortar.hl7.mllp;

import dev.mortar.hl7.inbox.Arrival;
import dev.mortar.hl7.inbox.Arrival.Origin;
import dev.mortar.hl7.inbox.Arrival.Promise;
import dev.mortar.hl7.inbox.Arrival.Purpose;
import dev.mortar.hl7.inbox.Inbox;
import dev.mortar.hl7.inbox.Lines;
import dev.mortar.hl7.inbox.Part;
import dev.mortar.hl7.inbox.Receipt;
import dev.mortar.hl7.mllp.SequenceNumbers.Verdict;
import dev.mortar.mapping.Heading;
import dev.mortar.mapping.RawMessage;
import java.time.Clock;
import java.util.Optional;
import java.util.OptionalLong;
import org.springframework.dao.DataAccessException;

/**
 * One content in, its acknowledgement out. What is promised is written down with the message, so
 * that a repeat gets the same bytes; nothing is promised that is not on disk.
 */
final class Reception {
  private static final int LONGEST_CONTROL_ID = 199;

  private final Inbox inbox;
  private final Lines lines;
  private final Gate gate;
  private final SequenceNumbers sequence;
  private final Answers answers;
  private final Traffic traffic;
  private final Clock clock;

  Reception(
      Inbox inbox,
      Lines lines,
      Gate gate,
      SequenceNumbers sequence,
      Answers answers,
      Traffic traffic,
      Clock clock) {
    this.inbox = inbox;
    this.lines = lines;
    this.gate = gate;
    this.sequence = sequence;
    this.answers = answers;
    this.traffic = traffic;
    this.clock = clock;
  }

  /** What goes back over the wire for one message. */
  Intake.Answer receive(Caller caller, byte[] content) {
    Optional<MessageHead> head = MessageHead.read(content);
    Optional<Problem> problem = problem(caller, head);
    if (problem.isPresent()) {
      return refuse(caller, content, head, problem.get());
    }
    MessageHead readable = head.orElseThrow();
    if (answers.respondsTo(readable)) {
      return ask(caller, content, readable);
    }
    return gate.profile(readable.heading()).link().sequenced()
        ? numbered(caller, content, readable)
        : accept(caller, content, readable, OptionalLong.empty());
  }

  /**
   * A response is due whatever MSH-16 says; who wants to know that we have the question hears it.
   */
  private Intake.Answer ask(Caller caller, byte[] content, MessageHead head) {
    Heading heading = head.heading();
    Promise promise = answers.response(caller, content, head, gate.profile(heading));
    return sent(caller, head, promise, true);
  }

  /** Puts the beginning of a broken frame into quarantine. */
  byte[] broken(Caller caller, Frame.Broken broken) {
    traffic.broken(broken.why());
    Optional<MessageHead> head = MessageHead.read(broken.head()).filter(this::isEchoable);
    Problem problem = new Problem(Problem.Code.INTERNAL, "", broken.why().text());
    Promise promise =
        switch (broken.why()) {
          case DISCONNECTED, RESTARTED -> Answers.NONE;
          case SILENT, SLOW, NO_MEMORY -> negative(head, 'E', problem);
          case OVERSIZE, NO_START -> negative(head, 'R', problem);
        };
    Heading heading = head.map(MessageHead::heading).orElseGet(MessageHead::unknown);
    inbox.store(
        new Arrival(
            origin(caller),
            broken.head(),
            broken.size(),
            heading,
            promise,
            new Purpose.Quarantine(broken.why().text())));
    return sent(caller, heading, promise.code(), promise.wire(), true).wire();
  }

  private Optional<Problem> problem(Caller caller, Optional<MessageHead> head) {
    if (head.isEmpty()) {
      return Optional.of(Problem.NO_HEADER);
    }
    if (head.get().controlId().isBlank()) {
      return Optional.of(Problem.NO_CONTROL_ID);
    }
    return isEchoable(head.get())
        ? gate.problem(caller, head.get().heading())
        : Optional.of(Problem.LONG_CONTROL_ID);
  }

  private boolean isEchoable(MessageHead head) {
    return head.controlId().length() <= LONGEST_CONTROL_ID;
  }

  private Intake.Answer refuse(
      Caller caller, byte[] content, Optional<MessageHead> head, Problem problem) {
    Promise promise = negative(head.filter(this::isEchoable), 'R', problem);
    Heading heading = head.map(MessageHead::heading).orElseGet(MessageHead::unknown);
    Receipt receipt =
        inbox.store(
            new Arrival(
                origin(caller),
                content,
                content.length,
                heading,
                promise,
                new Purpose.Quarantine(problem.text())));
    boolean stored = !(receipt instanceof Receipt.Unavailable);
    return sent(caller, heading, promise.code(), promise.wire(), stored);
  }

  private Intake.Answer numbered(Caller caller, byte[] content, MessageHead head) {
    try {
      return switch (sequence.judge(head)) {
        case Verdict.InTurn(long next) -> {
          Intake.Answer answer = accept(caller, content, head, OptionalLong.of(next));
          if (answer.stored()) {
            sequence.advance(head, next);
          }
          yield answer;
        }
        case Verdict.LinkStart(long expected) ->
            sent(caller, head, answers.linkStart(head, expected), true);
        case Verdict.OutOfTurn(long expected) -> {
          traffic.outOfTurn();
          Optional<MessageHead> answered = Optional.of(head);
          OptionalLong wanted = OptionalLong.of(expected);
          yield sent(
              caller, head, answers.negative(answered, 'E', Problem.OUT_OF_TURN, wanted), false);
        }
        case Verdict.Unreadable none ->
            refuse(caller, content, Optional.of(head), Problem.NO_SEQUENCE_NUMBER);
      };
    } catch (DataAccessException e) {
      return sent(caller, head, negative(Optional.of(head), 'E', Problem.NOT_STORED), false);
    }
  }

  private Intake.Answer accept(Caller caller, byte[] content, MessageHead head, OptionalLong next) {
    Origin origin = origin(caller);
    RawMessage message = new RawMessage("", content, origin.received());
    Heading heading = head.heading();
    Part part = Part.of(content, head.field(14), head.separator());
    boolean whole = !part.isFragment();
    Promise promise =
        whole ? answers.stored(head, message, next) : answers.storedFragment(head, next);
    Purpose purpose =
        whole ? new Purpose.Apply(lines.of(message, heading)) : new Purpose.Join(part);
    Arrival arrival = new Arrival(origin, content, content.length, heading, promise, purpose);
    return switch (inbox.store(arrival)) {
      case Receipt.Accepted accepted -> sent(caller, head, promise, true);
      case Receipt.Duplicate duplicate -> sent(caller, heading, "repeated", duplicate.ack(), true);
      case Receipt.Unavailable unavailable ->
          sent(caller, head, negative(Optional.of(head), 'E', Problem.NOT_STORED), false);
    };
  }

  private Promise negative(Optional<MessageHead> head, char level, Problem problem) {
    return answers.negative(head, level, problem, OptionalLong.empty());
  }

  private Origin origin(Caller caller) {
    return new Origin(caller.peer(), gate.account(caller), clock.instant());
  }

  private Intake.Answer sent(Caller caller, MessageHead head, Promise promise, boolean stored) {
    return sent(caller, head.heading(), promise.code(), promise.wire(), stored);
  }

  private Intake.Answer sent(
      Caller caller, Heading heading, String code, byte[] wire, boolean stored) {
    traffic.answered(caller, heading, code);
    return new Intake.Answer(wire, stored);
  }
}

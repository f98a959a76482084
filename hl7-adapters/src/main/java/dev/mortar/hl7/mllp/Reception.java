package dev.mortar.hl7.mllp;

import dev.mortar.hl7.inbox.Arrival;
import dev.mortar.hl7.inbox.Arrival.Origin;
import dev.mortar.hl7.inbox.Arrival.Promise;
import dev.mortar.hl7.inbox.Framing;
import dev.mortar.hl7.inbox.Inbox;
import dev.mortar.hl7.inbox.Lines;
import dev.mortar.hl7.inbox.Receipt;
import dev.mortar.hl7.mllp.MllpProperties.Acknowledge;
import dev.mortar.mapping.Heading;
import dev.mortar.mapping.RawMessage;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One content in, its acknowledgement out. What is promised is written down with the message, so
 * that a repeat gets the same bytes; nothing is promised that is not on disk.
 */
final class Reception {
  private static final int LONGEST_CONTROL_ID = 199;
  private static final byte[] NOTHING = {};

  /** Until certificates tell senders apart, all share one profile. */
  private static final String PROFILE = "default";

  private final Inbox inbox;
  private final Lines lines;
  private final Understanding understanding;
  private final Acknowledger acknowledger;
  private final Acknowledge positive;
  private final MllpMetrics metrics;
  private final Clock clock;

  Reception(
      Inbox inbox,
      Lines lines,
      Understanding understanding,
      Acknowledger acknowledger,
      Acknowledge positive,
      MllpMetrics metrics,
      Clock clock) {
    this.inbox = inbox;
    this.lines = lines;
    this.understanding = understanding;
    this.acknowledger = acknowledger;
    this.positive = positive;
    this.metrics = metrics;
    this.clock = clock;
  }

  /**
   * @return what goes back over the wire; empty if the sender wants nothing
   */
  byte[] receive(String peer, byte[] content) {
    Optional<MessageHead> head = MessageHead.read(content);
    Optional<Problem> problem = problem(head, content);
    return problem.isPresent()
        ? refuse(peer, content, head, problem.get())
        : accept(peer, content, head.orElseThrow());
  }

  /** Puts the beginning of a broken frame into quarantine. */
  byte[] broken(String peer, Frame.Broken broken) {
    metrics.broken(broken.why());
    Optional<MessageHead> head = MessageHead.read(broken.head()).filter(this::isEchoable);
    Problem problem = new Problem(Problem.Code.INTERNAL, "", broken.why().text());
    Promise promise =
        switch (broken.why()) {
          case DISCONNECTED, RESTARTED -> new Promise("", NOTHING);
          case SILENT, SLOW, NO_MEMORY -> negative(head, 'E', problem);
          case OVERSIZE, NO_START -> negative(head, 'R', problem);
        };
    Heading heading = head.map(MessageHead::heading).orElseGet(MessageHead::unknown);
    inbox.store(
        new Arrival(
            origin(peer),
            broken.head(),
            broken.size(),
            heading,
            promise,
            List.of(),
            broken.why().text()));
    return sent(promise.code(), promise.wire());
  }

  private Optional<Problem> problem(Optional<MessageHead> head, byte[] content) {
    if (head.isEmpty()) {
      return Optional.of(isBatch(content) ? Problem.BATCH : Problem.NO_HEADER);
    }
    String controlId = head.get().controlId();
    if (controlId.isBlank()) {
      return Optional.of(Problem.NO_CONTROL_ID);
    }
    return isEchoable(head.get()) ? Optional.empty() : Optional.of(Problem.LONG_CONTROL_ID);
  }

  private boolean isEchoable(MessageHead head) {
    return head.controlId().length() <= LONGEST_CONTROL_ID;
  }

  private static boolean isBatch(byte[] content) {
    return content.length > 3
        && (content[0] == 'F' || content[0] == 'B')
        && content[1] == 'H'
        && content[2] == 'S';
  }

  private byte[] refuse(String peer, byte[] content, Optional<MessageHead> head, Problem problem) {
    Promise promise = negative(head.filter(this::isEchoable), 'R', problem);
    Heading heading = head.map(MessageHead::heading).orElseGet(MessageHead::unknown);
    inbox.store(
        new Arrival(
            origin(peer), content, content.length, heading, promise, List.of(), problem.text()));
    return sent(promise.code(), promise.wire());
  }

  private byte[] accept(String peer, byte[] content, MessageHead head) {
    Origin origin = origin(peer);
    RawMessage message = new RawMessage("", content, origin.received());
    Heading heading = head.heading();
    Promise promise = promise(head, message);
    Arrival arrival =
        new Arrival(
            origin, content, content.length, heading, promise, lines.of(message, heading), "");
    return switch (inbox.store(arrival)) {
      case Receipt.Accepted accepted -> sent(promise.code(), promise.wire());
      case Receipt.Duplicate duplicate -> sent("repeated", duplicate.ack());
      case Receipt.Unavailable unavailable -> {
        Promise again = negative(Optional.of(head), 'E', Problem.NOT_STORED);
        yield sent(again.code(), again.wire());
      }
    };
  }

  /** What the sender gets once the message is on disk. */
  private Promise promise(MessageHead head, RawMessage message) {
    AckRequest request = AckRequest.of(head);
    if (!request.enhanced()) {
      return positive == Acknowledge.STORED
          ? promise("AA", acknowledger.accept(head, "AA"))
          : application(head, understanding.problem(message));
    }
    Promise application = new Promise("", NOTHING);
    if (request.application() != AckRequest.Condition.NEVER) {
      Optional<Problem> problem = understanding.problem(message);
      if (request.application().wants(problem.isEmpty())) {
        application = application(head, problem);
      }
    }
    if (!request.accept().wants(true)) {
      return application;
    }
    Promise stored = promise("CA", acknowledger.accept(head, "CA"));
    return new Promise("CA", joined(stored.wire(), application.wire()));
  }

  private Promise application(MessageHead head, Optional<Problem> problem) {
    return problem.isEmpty()
        ? promise("AA", acknowledger.accept(head, "AA"))
        : promise("AR", acknowledger.refuse(head, "AR", problem.get()));
  }

  /**
   * @param level E if it is worth another try, R if it is not
   */
  private Promise negative(Optional<MessageHead> readable, char level, Problem problem) {
    if (readable.isEmpty()) {
      return promise("A" + level, acknowledger.refuseUnreadable("A" + level, problem));
    }
    MessageHead head = readable.get();
    AckRequest request = AckRequest.of(head);
    if (request.enhanced() && request.accept().wants(false)) {
      return promise("C" + level, acknowledger.refuse(head, "C" + level, problem));
    }
    return request.application().wants(false)
        ? promise("A" + level, acknowledger.refuse(head, "A" + level, problem))
        : new Promise("", NOTHING);
  }

  private static Promise promise(String code, byte[] ack) {
    return new Promise(code, Framing.framed(ack));
  }

  private static byte[] joined(byte[] one, byte[] other) {
    byte[] both = new byte[one.length + other.length];
    System.arraycopy(one, 0, both, 0, one.length);
    System.arraycopy(other, 0, both, one.length, other.length);
    return both;
  }

  private Origin origin(String peer) {
    return new Origin(peer, PROFILE, clock.instant());
  }

  private byte[] sent(String code, byte[] wire) {
    metrics.acknowledged(code.isEmpty() ? "none" : code.toLowerCase(Locale.ROOT));
    return wire;
  }
}

package dev.mortar.hl7.mllp;

import dev.mortar.hl7.inbox.Arrival.Promise;
import dev.mortar.hl7.inbox.Framing;
import dev.mortar.hl7.mllp.MllpProperties.Acknowledge;
import dev.mortar.mapping.RawMessage;
import dev.mortar.mapping.sender.SenderProfile;
import java.util.Optional;
import java.util.OptionalLong;

/** Which acknowledgements a sender gets for what it asks by MSH-15 and MSH-16. */
final class Answers {
  private static final byte[] NOTHING = {};
  static final Promise NONE = new Promise("", NOTHING);

  private final Understanding understanding;
  private final Acknowledger acknowledger;
  private final Acknowledge positive;
  private final Enquiries enquiries;

  Answers(
      Understanding understanding,
      Acknowledger acknowledger,
      Acknowledge positive,
      Enquiries enquiries) {
    this.understanding = understanding;
    this.acknowledger = acknowledger;
    this.positive = positive;
    this.enquiries = enquiries;
  }

  /**
   * What the sender gets once the message is on disk.
   *
   * @param next the sequence number that is expected after it
   */
  Promise stored(MessageHead head, RawMessage message, OptionalLong next) {
    AckRequest request = AckRequest.of(head);
    if (!request.enhanced()) {
      return positive == Acknowledge.STORED
          ? accepted(head, "AA", next)
          : application(head, understanding.problem(message), next);
    }
    Promise application = NONE;
    if (request.application() != AckRequest.Condition.NEVER) {
      Optional<Problem> problem = understanding.problem(message);
      if (request.application().wants(problem.isEmpty())) {
        application = application(head, problem, next);
      }
    }
    if (!request.accept().wants(true)) {
      return application;
    }
    Promise stored = accepted(head, "CA", next);
    return new Promise("CA", joined(stored.wire(), application.wire()));
  }

  /** A fragment is only stored: whether its message can be used is not known before it is whole. */
  Promise storedFragment(MessageHead head, OptionalLong next) {
    AckRequest request = AckRequest.of(head);
    if (!request.enhanced()) {
      return accepted(head, "AA", next);
    }
    return request.accept().wants(true) ? accepted(head, "CA", next) : NONE;
  }

  boolean respondsTo(MessageHead head) {
    return enquiries.isFor(head.heading());
  }

  /** A response to a question, behind the accept acknowledgement if one is wanted. */
  Promise response(Caller caller, byte[] content, MessageHead head, SenderProfile sender) {
    return switch (enquiries.ask(caller, content, head.heading(), sender)) {
      case Enquiries.Outcome.Refused(char level, Problem problem) ->
          negative(Optional.of(head), level, problem, OptionalLong.empty());
      case Enquiries.Outcome.Answered(byte[] wire) -> {
        AckRequest request = AckRequest.of(head);
        boolean accepts = request.enhanced() && request.accept().wants(true);
        yield accepts
            ? new Promise("CA", joined(accepted(head, "CA", OptionalLong.empty()).wire(), wire))
            : new Promise("AA", wire);
      }
    };
  }

  /** To a message that is nothing but a question for the expected sequence number. */
  Promise linkStart(MessageHead head, long expected) {
    AckRequest request = AckRequest.of(head);
    String code = request.enhanced() && request.accept().wants(true) ? "CA" : "AA";
    return accepted(head, code, OptionalLong.of(expected));
  }

  /**
   * @param level E if it is worth another try, R if it is not
   * @param expected the sequence number that would have been right
   */
  Promise negative(
      Optional<MessageHead> readable, char level, Problem problem, OptionalLong expected) {
    if (readable.isEmpty()) {
      return promise("A" + level, acknowledger.refuseUnreadable("A" + level, problem));
    }
    MessageHead head = readable.get();
    AckRequest request = AckRequest.of(head);
    if (request.enhanced() && request.accept().wants(false)) {
      return refused(head, "C" + level, problem, expected);
    }
    return request.application().wants(false)
        ? refused(head, "A" + level, problem, expected)
        : NONE;
  }

  private Promise application(MessageHead head, Optional<Problem> problem, OptionalLong next) {
    return problem.isEmpty()
        ? accepted(head, "AA", next)
        : refused(head, "AR", problem.get(), next);
  }

  private Promise accepted(MessageHead head, String code, OptionalLong next) {
    return promise(code, acknowledger.accept(head, code, next));
  }

  private Promise refused(MessageHead head, String code, Problem problem, OptionalLong expected) {
    return promise(code, acknowledger.refuse(head, code, problem, expected));
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
}

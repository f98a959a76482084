package dev.mortar.hl7.mllp;

import dev.mortar.hl7.Answerer;
import dev.mortar.hl7.DeliveryException;
import dev.mortar.hl7.EnquiryListener;
import dev.mortar.hl7.EnquiryListener.Enquiry;
import dev.mortar.hl7.inbox.Framing;
import dev.mortar.mapping.Heading;
import dev.mortar.mapping.Question;
import dev.mortar.mapping.QuestionReader;
import dev.mortar.mapping.RawMessage;
import dev.mortar.mapping.outward.Letter;
import dev.mortar.mapping.outward.Letter.Party;
import dev.mortar.mapping.outward.Replies;
import dev.mortar.mapping.outward.Replies.Echo;
import dev.mortar.mapping.outward.Replies.Found;
import dev.mortar.mapping.sender.SenderProfile;
import dev.mortar.mapping.text.Message;
import dev.mortar.mapping.text.Segment;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers QBP messages at once. A question changes nothing, so it is not stored; asked again, it is
 * answered anew. Nobody may ask whose profile does not say so.
 */
final class Enquiries {
  private static final Logger LOG = LoggerFactory.getLogger(Enquiries.class);

  private final Supplier<Stream<Answerer>> answerers;
  private final EnquiryListener listener;
  private final Supplier<String> ids;
  private final Clock clock;

  /**
   * @param answerers asked for late, because the store may need what is put together here
   */
  Enquiries(
      Supplier<Stream<Answerer>> answerers,
      EnquiryListener listener,
      Supplier<String> ids,
      Clock clock) {
    this.answerers = answerers;
    this.listener = listener;
    this.ids = ids;
    this.clock = clock;
  }

  /** What became of a question. */
  sealed interface Outcome {
    /**
     * @param wire the response with its framing
     */
    record Answered(byte[] wire) implements Outcome {}

    /**
     * @param level E if it is worth another try, R if it is not
     */
    record Refused(char level, Problem problem) implements Outcome {}
  }

  Outcome ask(Caller caller, byte[] content, Heading heading, SenderProfile sender) {
    Optional<Answerer> answerer = answerers.get().findFirst();
    RawMessage raw = new RawMessage("", content, clock.instant());
    Question question = QuestionReader.read(raw, sender);
    if (answerer.isEmpty() || !mayAsk(sender, question)) {
      note(caller, content, heading, sender, List.of(), false);
      return new Outcome.Refused('R', Problem.NOT_ASKED);
    }
    try {
      Found found =
          question instanceof Question.Unusable ? nothing() : answerer.get().find(question);
      note(caller, content, heading, sender, references(found), true);
      Letter letter =
          new Letter(
              new Party(heading.receivingApplication(), heading.receivingFacility()),
              new Party(heading.sendingApplication(), heading.sendingFacility()),
              ids.get(),
              clock.instant(),
              true);
      byte[] answer =
          Replies.write(letter, echo(content, heading, sender), question, found).bytes();
      return new Outcome.Answered(Framing.framed(answer));
    } catch (DeliveryException e) {
      LOG.warn("A query could not be answered now: {}", e.kind());
      return new Outcome.Refused('E', Problem.NOT_ANSWERED);
    }
  }

  private static boolean mayAsk(SenderProfile sender, Question question) {
    var queries = sender.link().queries();
    return switch (question) {
      case Question.FindPatients asked -> queries.contains("patients");
      case Question.FindIdentifiers asked -> queries.contains("identifiers");
      case Question.ImmunizationHistory asked -> queries.contains("immunizations");
      case Question.Unusable unusable -> !queries.isEmpty();
    };
  }

  private static Found nothing() {
    return new Found(List.of(), List.of(), reference -> Optional.empty());
  }

  private static List<String> references(Found found) {
    return found.patients().stream()
        .map(patient -> "Patient/" + patient.getIdElement().getIdPart())
        .toList();
  }

  private void note(
      Caller caller,
      byte[] content,
      Heading heading,
      SenderProfile sender,
      List<String> patients,
      boolean answered) {
    listener.asked(
        new Enquiry(
            heading.sendingApplication() + " @ " + heading.sendingFacility(),
            caller.peer(),
            heading.type(),
            echo(content, heading, sender).qpd(),
            patients,
            answered));
  }

  /** The segment is read in the sender's character set and said back in ours. */
  private static Echo echo(byte[] content, Heading heading, SenderProfile sender) {
    Optional<Message> message = Message.parse(content, sender.charset());
    Optional<Segment> qpd = message.flatMap(found -> found.first("QPD"));
    if (qpd.isEmpty()) {
      return new Echo(heading.controlId(), "", "", "");
    }
    Segment segment = qpd.get();
    var charset = message.get().encoding().charset();
    String text = new String(content, segment.start(), segment.end() - segment.start(), charset);
    String[] fields = (text + "|||").split("\\|", -1);
    return new Echo(heading.controlId(), text, fields[2], fields[1]);
  }

  /** Where nobody answers, a question is stored like everything else. */
  boolean isFor(Heading heading) {
    return QuestionReader.asks(heading.type()) && answerers.get().findAny().isPresent();
  }
}

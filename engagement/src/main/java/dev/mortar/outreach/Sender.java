package dev.mortar.outreach;

import dev.mortar.due.DueHandler;
import dev.mortar.due.Places;
import dev.mortar.ig.Codes.MessageStatusReason;
import dev.mortar.ig.Codes.MsgPurpose;
import dev.mortar.outreach.Envelope.Ready;
import dev.mortar.outreach.channel.Channel;
import dev.mortar.outreach.channel.Handover;
import dev.mortar.outreach.channel.Medium;
import dev.mortar.outreach.channel.Outgoing;
import dev.mortar.outreach.channel.Trace;
import dev.mortar.store.FhirStore;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.CommunicationRequest;
import org.hl7.fhir.r4.model.CommunicationRequest.CommunicationRequestStatus;

/**
 * Sends one planned message, at most once whatever crashes: before anything is handed over, a row
 * says so. Who finds that row later does not send again but looks what became of it.
 */
final class Sender implements DueHandler {
  /** The carrier cannot take it now; db-scheduler's pauses grow until it can. */
  static final class CarrierUnavailable extends RuntimeException {
    CarrierUnavailable(String why) {
      super(why);
    }
  }

  private final FhirStore store;
  private final SendLog log;
  private final Envelope envelope;
  private final Outbox outbox;
  private final Map<Medium, Channel> channels;
  private final OutreachProperties policy;
  private final Clock clock;

  Sender(
      FhirStore store,
      SendLog log,
      Envelope envelope,
      Outbox outbox,
      List<Channel> channels,
      OutreachProperties policy,
      Clock clock) {
    this.store = store;
    this.log = log;
    this.envelope = envelope;
    this.outbox = outbox;
    this.channels =
        channels.stream().collect(Collectors.toMap(Channel::medium, Function.identity()));
    this.policy = policy;
    this.clock = clock;
  }

  @Override
  public String kind() {
    return Messages.SEND;
  }

  @Override
  public Optional<Instant> handle(String key, String payload) {
    var request = store.find(CommunicationRequest.class, key);
    if (request.isEmpty() || ended(request.get())) {
      return Optional.empty();
    }
    var entry = log.find(key);
    if (entry.isPresent()) {
      return resume(request.get(), entry.get());
    }
    if (request.get().getStatus() != CommunicationRequestStatus.ACTIVE) {
      return Optional.empty();
    }
    var at = Messages.at(request.get());
    return at.isAfter(clock.instant()) ? Optional.of(at) : begin(request.get());
  }

  private static boolean ended(CommunicationRequest request) {
    return request.getStatus() == CommunicationRequestStatus.COMPLETED
        || request.getStatus() == CommunicationRequestStatus.ENTEREDINERROR;
  }

  private Optional<Instant> begin(CommunicationRequest request) {
    var usable = channels.keySet();
    return switch (envelope.prepare(request, usable)) {
      case Envelope.Later later -> Optional.of(later.at());
      case Envelope.Never never -> {
        outbox.notDone(request, never.medium(), never.why());
        yield Optional.empty();
      }
      case Ready ready -> send(request, ready);
    };
  }

  private Optional<Instant> send(CommunicationRequest request, Ready ready) {
    var id = request.getIdElement().getIdPart();
    var channel = channels.get(ready.medium());
    if (channel == null) {
      throw new IllegalStateException("no channel for " + ready.medium());
    }
    var urgent = Envelope.urgent(request) || Envelope.purpose(request) == MsgPurpose.ACCOUNT;
    var caps = urgent ? new SendLog.Cap[0] : caps(ready);
    var now = clock.instant();
    return switch (log.begin(id, ready.recipient(), ready.medium(), now, caps)) {
      case YES -> {
        var text = ready.text();
        var outgoing = new Outgoing(id, ready.address(), text.subject(), text.body());
        var handover = Places.givenUpFor(() -> channel.send(outgoing));
        yield handedOver(request, ready, handover);
      }
      case TAKEN -> Optional.of(now.plus(policy.settle()));
      case CAPPED -> {
        var medium = Optional.of(ready.medium());
        outbox.notDone(request, medium, MessageStatusReason.CAP_REACHED);
        yield Optional.empty();
      }
    };
  }

  private Optional<Instant> handedOver(
      CommunicationRequest request, Ready ready, Handover handover) {
    var id = request.getIdElement().getIdPart();
    var now = clock.instant();
    switch (handover) {
      case Handover.Accepted accepted ->
          log.sent(id, accepted.providerId(), accepted.segments(), now);
      case Handover.Refused refused -> log.refused(id, refused.why(), now);
      case Handover.NotSent notSent -> {
        log.abandon(id);
        return unavailable(request, ready, notSent);
      }
      case Handover.Unclear unclear -> {
        return Optional.of(now.plus(policy.settle()));
      }
    }
    return finish(request, Optional.of(ready.text().body()));
  }

  private Optional<Instant> unavailable(
      CommunicationRequest request, Ready ready, Handover.NotSent notSent) {
    if (clock.instant().isBefore(Messages.at(request).plus(policy.giveUp()))) {
      throw new CarrierUnavailable(notSent.why());
    }
    var medium = Optional.of(ready.medium());
    outbox.notDone(request, medium, MessageStatusReason.CARRIER_UNAVAILABLE);
    return Optional.empty();
  }

  private SendLog.Cap[] caps(Ready ready) {
    var today = clock.instant().atZone(ready.zone()).toLocalDate();
    var midnight = today.atStartOfDay(ready.zone()).toInstant();
    var week = today.minusDays(6).atStartOfDay(ready.zone()).toInstant();
    return new SendLog.Cap[] {
      new SendLog.Cap(midnight, policy.perDay()), new SendLog.Cap(week, policy.perWeek())
    };
  }

  /** A row is there: somebody came at least as far as being about to hand the message over. */
  private Optional<Instant> resume(CommunicationRequest request, SendLog.Entry entry) {
    if (entry.state() != SendLog.State.SENDING) {
      return finish(request, envelope.text(request, entry.medium()));
    }
    var now = clock.instant();
    if (now.isBefore(entry.begun().plus(policy.settle()))) {
      return Optional.of(entry.begun().plus(policy.settle()));
    }
    var channel = channels.get(entry.medium());
    var trace =
        channel == null
            ? new Trace.Silent()
            : Places.givenUpFor(() -> channel.ask(entry.requestId()));
    return switch (trace) {
      case Trace.Found found -> {
        log.sent(entry.requestId(), found.providerId(), 0, now);
        yield finish(request, envelope.text(request, entry.medium()));
      }
      case Trace.Absent absent -> {
        log.abandon(entry.requestId());
        yield Optional.of(now);
      }
      case Trace.Silent silent -> silent(request, entry, now);
    };
  }

  private Optional<Instant> silent(CommunicationRequest request, SendLog.Entry entry, Instant now) {
    if (entry.medium() == Medium.SMS && now.isBefore(entry.begun().plus(policy.askFor()))) {
      return Optional.of(now.plus(policy.settle()));
    }
    log.unknown(entry.requestId(), now);
    return finish(request, Optional.empty());
  }

  private Optional<Instant> finish(CommunicationRequest request, Optional<String> text) {
    log.find(request.getIdElement().getIdPart())
        .filter(entry -> entry.state() != SendLog.State.SENDING)
        .ifPresent(entry -> outbox.settled(request, entry, text));
    return Optional.empty();
  }
}

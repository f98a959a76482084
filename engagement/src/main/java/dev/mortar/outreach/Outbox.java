package dev.mortar.outreach;

import dev.mortar.ig.Canonicals;
import dev.mortar.ig.Codes.DeliveryStatus;
import dev.mortar.ig.Codes.MessageStatusReason;
import dev.mortar.outreach.channel.Medium;
import dev.mortar.store.FhirStore;
import dev.mortar.store.StableId;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.Communication;
import org.hl7.fhir.r4.model.Communication.CommunicationPriority;
import org.hl7.fhir.r4.model.Communication.CommunicationStatus;
import org.hl7.fhir.r4.model.CommunicationRequest;
import org.hl7.fhir.r4.model.CommunicationRequest.CommunicationRequestStatus;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.PositiveIntType;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;

/** Stores what became of a message; storing it twice stores it once. */
final class Outbox {
  private final FhirStore store;
  private final MeterRegistry meters;
  private final Clock clock;

  Outbox(FhirStore store, MeterRegistry meters, Clock clock) {
    this.store = store;
    this.meters = meters;
    this.clock = clock;
  }

  /** It will not be sent. */
  void notDone(CommunicationRequest request, Optional<Medium> medium, MessageStatusReason why) {
    var communication = communication(request, medium, CommunicationStatus.NOTDONE);
    communication.setStatusReason(why.concept());
    count(medium, why.code());
    store(request, communication);
  }

  /** The carrier has answered, or never will. */
  void settled(CommunicationRequest request, SendLog.Entry entry, Optional<String> text) {
    var medium = Optional.of(entry.medium());
    var communication =
        switch (entry.state()) {
          case SENT -> sent(request, entry, text);
          case REFUSED -> communication(request, medium, CommunicationStatus.NOTDONE);
          case UNKNOWN, SENDING -> communication(request, medium, CommunicationStatus.UNKNOWN);
        };
    entry.reason().ifPresent(why -> communication.setStatusReason(why.concept()));
    communication.addExtension(event(entry));
    count(medium, entry.reason().map(MessageStatusReason::code).orElse("sent"));
    store(request, communication);
  }

  private static Communication sent(
      CommunicationRequest request, SendLog.Entry entry, Optional<String> text) {
    var medium = Optional.of(entry.medium());
    var communication = communication(request, medium, CommunicationStatus.COMPLETED);
    communication.setSent(Date.from(entry.changed()));
    text.ifPresent(body -> communication.addPayload().setContent(new StringType(body)));
    return communication;
  }

  private static Communication communication(
      CommunicationRequest request, Optional<Medium> medium, CommunicationStatus status) {
    var id = request.getIdElement().getIdPart();
    var communication = new Communication();
    communication.setId(StableId.of("communication", id));
    communication.getMeta().addProfile(Canonicals.PROFILE_MESSAGE);
    communication.addBasedOn(new Reference("CommunicationRequest/" + id));
    communication.setStatus(status);
    communication.setCategory(request.getCategory());
    communication.setSubject(request.getSubject());
    communication.setRecipient(request.getRecipient());
    communication.setAbout(request.getAbout());
    if (request.hasPriority()) {
      communication.setPriority(CommunicationPriority.fromCode(request.getPriority().toCode()));
    }
    var template = request.getExtensionByUrl(Canonicals.EXT_TEMPLATE_REF);
    if (template != null) {
      communication.addExtension(template.copy());
    }
    medium.ifPresent(used -> communication.addMedium(used.concept()));
    return communication;
  }

  private static Extension event(SendLog.Entry entry) {
    var status =
        switch (entry.state()) {
          case SENT -> DeliveryStatus.ACCEPTED;
          case REFUSED -> DeliveryStatus.FAILED;
          case UNKNOWN, SENDING -> DeliveryStatus.UNKNOWN;
        };
    var event = new Extension(Canonicals.EXT_DELIVERY_EVENT);
    event.addExtension(new Extension("at", time(entry.changed())));
    event.addExtension(new Extension("status", new CodeType(status.code())));
    if (entry.providerId() != null && !entry.providerId().isEmpty()) {
      event.addExtension(new Extension("providerId", new StringType(entry.providerId())));
    }
    if (entry.medium() == Medium.SMS && entry.segments() > 0) {
      event.addExtension(new Extension("segments", new PositiveIntType(entry.segments())));
    }
    return event;
  }

  private void store(CommunicationRequest request, Communication communication) {
    store.atomically(
        () -> {
          store.save(communication);
          request.setStatus(CommunicationRequestStatus.COMPLETED);
          request.setAuthoredOn(
              request.hasAuthoredOn() ? request.getAuthoredOn() : Date.from(clock.instant()));
          return store.save(request);
        });
  }

  private void count(Optional<Medium> medium, String outcome) {
    var code = medium.map(Medium::name).orElse("NONE");
    meters.counter("mortar.outreach.messages", "medium", code, "outcome", outcome).increment();
  }

  private static DateTimeType time(Instant at) {
    return new DateTimeType(Date.from(at));
  }
}

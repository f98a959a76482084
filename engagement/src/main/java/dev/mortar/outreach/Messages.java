package dev.mortar.outreach;

import dev.mortar.due.DueWork;
import dev.mortar.ig.Canonicals;
import dev.mortar.ig.Codes.MessageStatusReason;
import dev.mortar.ig.Codes.MsgPurpose;
import dev.mortar.store.FhirStore;
import dev.mortar.store.StableId;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.CommunicationRequest;
import org.hl7.fhir.r4.model.CommunicationRequest.CommunicationPriority;
import org.hl7.fhir.r4.model.CommunicationRequest.CommunicationRequestStatus;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;

/** Plans messages as CommunicationRequests, each with due work of its own. */
public final class Messages {
  static final String SEND = "outreach.send";
  private static final int MOST = 100;

  private final FhirStore store;
  private final DueWork due;

  Messages(FhirStore store, DueWork due) {
    this.store = store;
    this.due = due;
  }

  /** The id that the message has or would have. */
  public static String id(String dedupKey) {
    return StableId.of("message", dedupKey);
  }

  /**
   * Plans the message, moves it, or takes a revoked one up again. A message that was sent stays
   * sent.
   *
   * @return whether anything changed
   */
  public boolean plan(Message message) {
    return store.atomically(
        () -> {
          var id = id(message.dedupKey());
          var existing = store.find(CommunicationRequest.class, id);
          if (existing.filter(request -> settled(request, message.at())).isPresent()) {
            return false;
          }
          store.save(request(message, id, existing));
          if (!due.plan(SEND, id, message.at(), "")) {
            due.move(SEND, id, message.at());
          }
          return true;
        });
  }

  /** When the message is planned for, if it is. */
  public Optional<Instant> planned(String dedupKey) {
    return store
        .find(CommunicationRequest.class, id(dedupKey))
        .filter(request -> request.getStatus() == CommunicationRequestStatus.ACTIVE)
        .map(Messages::at);
  }

  /** Takes a planned message back. Whoever is sending it this moment has won. */
  public void revoke(CommunicationRequest request, MessageStatusReason why) {
    if (request.getStatus() != CommunicationRequestStatus.ACTIVE) {
      return;
    }
    request.setStatus(CommunicationRequestStatus.REVOKED).setStatusReason(why.concept());
    store.save(request);
    due.cancel(SEND, request.getIdElement().getIdPart());
  }

  /** The active messages about the resource that have the purpose. */
  public List<CommunicationRequest> active(Reference about, MsgPurpose purpose) {
    var query =
        "status=active&about=%s&category=%s|%s"
            .formatted(about.getReference(), purpose.system(), purpose.code());
    return store.search(CommunicationRequest.class, query, MOST);
  }

  static Instant at(CommunicationRequest request) {
    return request.getOccurrenceDateTimeType().getValue().toInstant();
  }

  static Optional<String> template(CommunicationRequest request) {
    return Optional.ofNullable(request.getExtensionByUrl(Canonicals.EXT_TEMPLATE_REF))
        .map(reference -> reference.getExtensionByUrl("template"))
        .map(template -> (Reference) template.getValue())
        .map(Reference::getDisplay);
  }

  private static boolean settled(CommunicationRequest request, Instant at) {
    return switch (request.getStatus()) {
      case COMPLETED, ENTEREDINERROR -> true;
      case ACTIVE -> at(request).equals(at);
      default -> false;
    };
  }

  private static CommunicationRequest request(
      Message message, String id, Optional<CommunicationRequest> existing) {
    var request = existing.orElseGet(CommunicationRequest::new);
    request.setId(
        existing.isPresent() ? request.getIdElement() : new org.hl7.fhir.r4.model.IdType(id));
    request.setStatusReason(null).setStatus(CommunicationRequestStatus.ACTIVE);
    request.setOccurrence(new DateTimeType(Date.from(message.at())));
    if (existing.isPresent()) {
      return request;
    }
    request.getMeta().addProfile(Canonicals.PROFILE_MESSAGE_REQUEST);
    request.addExtension(
        new Extension(Canonicals.EXT_DEDUP_KEY, new StringType(message.dedupKey())));
    var template = new Extension(Canonicals.EXT_TEMPLATE_REF);
    template.addExtension(
        new Extension("template", new Reference().setDisplay(message.template())));
    request.addExtension(template);
    request.addCategory(message.purpose().concept());
    request.setPriority(
        message.urgent() ? CommunicationPriority.STAT : CommunicationPriority.ROUTINE);
    request.setSubject(message.patient().copy());
    request.addRecipient(message.patient().copy());
    message.about().forEach(about -> request.addAbout(about.copy()));
    message.media().forEach(medium -> request.addMedium(medium.concept()));
    return request;
  }
}

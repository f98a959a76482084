package dev.mortar.outreach;

import dev.mortar.directory.Pharmacies;
import dev.mortar.ig.Codes.MessageStatusReason;
import dev.mortar.ig.Codes.MsgPurpose;
import dev.mortar.outreach.Addressee.Address;
import dev.mortar.outreach.channel.Medium;
import dev.mortar.store.FhirStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.CommunicationRequest;
import org.hl7.fhir.r4.model.CommunicationRequest.CommunicationPriority;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Task;

/** Decides whether, when, where to and with which words a planned message goes. */
final class Envelope {
  /** What to do with a planned message now. */
  sealed interface Decision {}

  /** Hand it over. */
  record Ready(String recipient, ZoneId zone, Medium medium, String address, Templates.Text text)
      implements Decision {}

  /** Not at this hour. */
  record Later(Instant at) implements Decision {}

  /** Not at all. */
  record Never(Optional<Medium> medium, MessageStatusReason why) implements Decision {}

  private final FhirStore store;
  private final Permission permission;
  private final Templates templates;
  private final Pharmacies pharmacies;
  private final OutreachProperties policy;
  private final Clock clock;

  Envelope(
      FhirStore store,
      Permission permission,
      Templates templates,
      Pharmacies pharmacies,
      OutreachProperties policy,
      Clock clock) {
    this.store = store;
    this.permission = permission;
    this.templates = templates;
    this.pharmacies = pharmacies;
    this.policy = policy;
    this.clock = clock;
  }

  Decision prepare(CommunicationRequest request, Set<Medium> usable) {
    var about = about(request);
    var patient = patient(request);
    if (about.isEmpty() || over(about.get())) {
      return new Never(Optional.empty(), MessageStatusReason.SUPERSEDED);
    }
    if (patient.isEmpty()) {
      return new Never(Optional.empty(), MessageStatusReason.NO_ADDRESS);
    }
    if (dead(patient.get())) {
      return new Never(Optional.empty(), MessageStatusReason.PATIENT_DECEASED);
    }
    var now = clock.instant();
    var end = end(request, about.get());
    if (!now.isBefore(end)) {
      return new Never(Optional.empty(), MessageStatusReason.EXPIRED);
    }
    var zone = pharmacies.zone(patient.get());
    var next = ContactWindow.of(patient.get(), zone, policy).next(now);
    if (next.isAfter(now)) {
      return next.isBefore(end)
          ? new Later(next)
          : new Never(Optional.empty(), MessageStatusReason.QUIET_HOURS);
    }
    return address(request, patient.get(), about.get(), zone, usable);
  }

  /** The words of a message that was handed over before. */
  Optional<String> text(CommunicationRequest request, Medium medium) {
    var to = patient(request).map(Addressee::new);
    return to.flatMap(
        addressee ->
            about(request)
                .flatMap(about -> templates.write(template(request), medium, addressee, about))
                .map(Templates.Text::body));
  }

  static MsgPurpose purpose(CommunicationRequest request) {
    return request.getCategory().stream()
        .flatMap(category -> category.getCoding().stream())
        .flatMap(coding -> MsgPurpose.of(String.valueOf(coding.getCode())).stream())
        .findFirst()
        .orElse(MsgPurpose.MARKETING);
  }

  static boolean urgent(CommunicationRequest request) {
    return request.getPriority() == CommunicationPriority.STAT;
  }

  private Decision address(
      CommunicationRequest request,
      Patient patient,
      DomainResource about,
      ZoneId zone,
      Set<Medium> usable) {
    var to = new Addressee(patient);
    var id = patient.getIdElement().getIdPart();
    var addresses = to.addresses(media(request), clock.instant());
    var why = new Never(Optional.empty(), MessageStatusReason.NO_ADDRESS);
    for (Address address : addresses) {
      var medium = Optional.of(address.medium());
      var refusal = permission.refusal(id, address.medium(), purpose(request));
      if (refusal.isPresent()) {
        why = new Never(medium, refusal.get());
      } else if (!usable.contains(address.medium())) {
        why = new Never(medium, MessageStatusReason.CARRIER_NOT_CONFIGURED);
      } else {
        return templates
            .write(template(request), address.medium(), to, about)
            .<Decision>map(
                text -> new Ready("Patient/" + id, zone, address.medium(), address.value(), text))
            .orElseGet(() -> new Never(medium, MessageStatusReason.TEMPLATE_MISSING));
      }
    }
    return why;
  }

  private static List<Medium> media(CommunicationRequest request) {
    return request.getMedium().stream().flatMap(medium -> Medium.of(medium).stream()).toList();
  }

  private static String template(CommunicationRequest request) {
    return Messages.template(request).orElse("");
  }

  private Optional<Patient> patient(CommunicationRequest request) {
    var id = request.getRecipientFirstRep().getReferenceElement();
    return "Patient".equals(id.getResourceType())
        ? store.find(Patient.class, id.getIdPart())
        : Optional.empty();
  }

  private Optional<DomainResource> about(CommunicationRequest request) {
    var id = request.getAbout().stream().findFirst().map(Reference::getReferenceElement);
    return id.flatMap(
        reference ->
            switch (String.valueOf(reference.getResourceType())) {
              case "Appointment" -> store.find(Appointment.class, reference.getIdPart());
              case "Task" -> store.find(Task.class, reference.getIdPart());
              default -> Optional.<DomainResource>empty();
            });
  }

  private static boolean dead(Patient patient) {
    return patient.hasDeceasedDateTimeType()
        || (patient.hasDeceasedBooleanType() && patient.getDeceasedBooleanType().booleanValue());
  }

  /** Whether there is nothing left to write about. */
  private static boolean over(DomainResource about) {
    return switch (about) {
      case Appointment appointment ->
          switch (appointment.getStatus()) {
            case BOOKED, PENDING, PROPOSED, WAITLIST -> false;
            default -> true;
          };
      case Task task ->
          switch (task.getStatus()) {
            case COMPLETED, CANCELLED, FAILED, REJECTED, ENTEREDINERROR -> true;
            default -> false;
          };
      default -> false;
    };
  }

  private Instant end(CommunicationRequest request, DomainResource about) {
    if (about instanceof Appointment appointment && appointment.hasStart()) {
      return appointment.getStart().toInstant();
    }
    return Messages.at(request).plus(policy.giveUp()).plus(Duration.ofDays(1));
  }
}

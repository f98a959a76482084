package dev.mortar.outreach;

import dev.mortar.directory.Settings;
import dev.mortar.due.DueHandler;
import dev.mortar.due.DueWork;
import dev.mortar.ig.Canonicals;
import dev.mortar.ig.Codes.BasicType;
import dev.mortar.ig.Codes.MessageStatusReason;
import dev.mortar.ig.Codes.MsgPurpose;
import dev.mortar.store.FhirStore;
import dev.mortar.store.ResourceStored;
import dev.mortar.store.StoredListener;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Appointment.AppointmentStatus;
import org.hl7.fhir.r4.model.Reference;

/**
 * Keeps the reminders of an appointment in step with it: planned when it is booked, planned anew
 * when it moves, taken back when it is cancelled.
 */
public final class Reminders implements DueHandler, StoredListener {
  private static final String KIND = "outreach.reminders";
  private static final Set<AppointmentStatus> WORTH_A_REMINDER =
      Set.of(AppointmentStatus.BOOKED, AppointmentStatus.PENDING);

  private final FhirStore store;
  private final DueWork due;
  private final Messages messages;
  private final Settings settings;
  private final Clock clock;

  Reminders(FhirStore store, DueWork due, Messages messages, Settings settings, Clock clock) {
    this.store = store;
    this.due = due;
    this.messages = messages;
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  public Set<String> types() {
    return Set.of("Appointment");
  }

  @Override
  public void stored(List<ResourceStored> changes) {
    for (var change : changes) {
      due.plan(KIND, change.id() + "#" + change.version(), clock.instant(), "");
    }
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Optional<Instant> handle(String key, String payload) {
    keepInStep(key.split("#", 2)[0]);
    return Optional.empty();
  }

  /**
   * Brings the reminders of an appointment up to date.
   *
   * @return how many were newly planned or moved
   */
  public int keepInStep(String appointmentId) {
    return store.atomically(
        () -> {
          var reference = new Reference("Appointment/" + appointmentId);
          var wanted =
              store
                  .find(Appointment.class, appointmentId)
                  .map(appointment -> wanted(appointment, reference))
                  .orElse(List.of());
          var keep =
              wanted.stream().map(each -> Messages.id(each.dedupKey())).collect(Collectors.toSet());
          for (var request : messages.active(reference, MsgPurpose.APPOINTMENT_REMINDER)) {
            if (!keep.contains(request.getIdElement().getIdPart())) {
              messages.revoke(request, MessageStatusReason.SUPERSEDED);
            }
          }
          return (int) wanted.stream().filter(messages::plan).count();
        });
  }

  /** The reminders that the appointment should have from now on, without storing anything. */
  public List<Message> wanted(Appointment appointment) {
    return wanted(
        appointment, new Reference("Appointment/" + appointment.getIdElement().getIdPart()));
  }

  private List<Message> wanted(Appointment appointment, Reference reference) {
    var patient = patient(appointment);
    if (!WORTH_A_REMINDER.contains(appointment.getStatus())
        || !appointment.hasStart()
        || patient.isEmpty()) {
      return List.of();
    }
    var start = appointment.getStart().toInstant();
    return settings.parts(BasicType.REMINDER_CADENCE, Canonicals.EXT_CADENCE).stream()
        .map(Cadence::of)
        .filter(cadence -> cadence.purpose() == MsgPurpose.APPOINTMENT_REMINDER)
        .flatMap(cadence -> cadence.steps().stream())
        .map(step -> message(step, reference, patient.get(), start))
        .filter(message -> message.at().isAfter(clock.instant()))
        .toList();
  }

  private static Message message(
      Cadence.Step step, Reference appointment, Reference patient, Instant start) {
    var key = "%s|%s|%s".formatted(appointment.getReference(), start, step.before());
    return new Message(
        key,
        MsgPurpose.APPOINTMENT_REMINDER,
        step.template(),
        patient,
        List.of(appointment),
        start.minus(step.before()),
        step.media(),
        false);
  }

  private static Optional<Reference> patient(Appointment appointment) {
    return appointment.getParticipant().stream()
        .map(Appointment.AppointmentParticipantComponent::getActor)
        .filter(actor -> "Patient".equals(actor.getReferenceElement().getResourceType()))
        .map(actor -> new Reference("Patient/" + actor.getReferenceElement().getIdPart()))
        .findFirst();
  }
}

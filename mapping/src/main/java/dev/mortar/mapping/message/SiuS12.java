package dev.mortar.mapping.message;

import ca.uhn.fhir.model.api.TemporalPrecisionEnum;
import dev.mortar.mapping.Entries;
import dev.mortar.mapping.datatype.Mapping;
import dev.mortar.mapping.segment.Appointments;
import dev.mortar.mapping.segment.SegmentMap;
import java.util.Date;
import java.util.Map;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Appointment.AppointmentParticipantComponent;
import org.hl7.fhir.r4.model.Appointment.AppointmentStatus;
import org.hl7.fhir.r4.model.Appointment.ParticipationStatus;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.InstantType;

/** SIU_S12 to S26: one appointment by its number, whatever happened to it. */
final class SiuS12 implements MessageMap {
  /** Where the event itself is the status, whatever SCH-25 says. */
  private static final Map<String, AppointmentStatus> FORCED =
      Map.of(
          "S15", AppointmentStatus.CANCELLED,
          "S16", AppointmentStatus.CANCELLED,
          "S17", AppointmentStatus.ENTEREDINERROR,
          "S26", AppointmentStatus.NOSHOW);

  @Override
  public void map(Node message, Mapping mapping) {
    Node sch = message.child("SCH").orElse(null);
    if (sch == null) {
      mapping.missing("SCH", "No schedule activity");
      return;
    }
    Subject subject = Subjects.of(message, mapping);
    Appointment appointment = new Appointment();
    Appointments.SCH.apply(sch.segment(), appointment, mapping);
    sch.children("NTE").forEach(nte -> Appointments.NTE.apply(nte.segment(), appointment, mapping));
    patient(appointment, subject);
    each(message, "AIS", Appointments.AIS, appointment, mapping);
    each(message, "AIG", Appointments.AIG, appointment, mapping);
    each(message, "AIL", Appointments.AIL, appointment, mapping);
    people(message, appointment, mapping);
    status(appointment, mapping);
    times(appointment, mapping);
    store(appointment, mapping);
  }

  private static void each(
      Node message,
      String name,
      SegmentMap<Appointment> map,
      Appointment appointment,
      Mapping mapping) {
    for (Node resource : message.all(name)) {
      map.apply(resource.segment(), appointment, mapping);
    }
  }

  private static void people(Node message, Appointment appointment, Mapping mapping) {
    for (Node person : message.all("AIP")) {
      AppointmentParticipantComponent participant = new AppointmentParticipantComponent();
      Appointments.AIP.apply(person.segment(), participant, mapping);
      if (!participant.isEmpty()) {
        appointment.addParticipant(participant.setStatus(ParticipationStatus.ACCEPTED));
      }
    }
  }

  private static void patient(Appointment appointment, Subject subject) {
    if (subject.patient() != null) {
      appointment
          .addParticipant()
          .setActor(subject.patient())
          .setStatus(ParticipationStatus.ACCEPTED);
    }
  }

  private static void status(Appointment appointment, Mapping mapping) {
    AppointmentStatus forced = FORCED.get(mapping.trigger());
    if (forced != null) {
      appointment.setStatus(forced);
    } else if (!appointment.hasStatus()) {
      appointment.setStatus(AppointmentStatus.BOOKED);
      boolean telling = mapping.trigger().equals("S12") || mapping.trigger().equals("S13");
      if (!telling) {
        Entries.markInitial(appointment, "status");
      }
    }
  }

  /** FHIR wants both ends or none. */
  private static void times(Appointment appointment, Mapping mapping) {
    if (!appointment.hasStart()) {
      if (needsTime(appointment)) {
        mapping.missing("SCH-11", "No start of the appointment");
      }
      appointment.setEnd(null);
      return;
    }
    if (!appointment.hasEnd()) {
      long minutes = appointment.getMinutesDuration();
      Date end = Date.from(appointment.getStart().toInstant().plusSeconds(60 * minutes));
      InstantType instant = new InstantType();
      instant.setValue(end, TemporalPrecisionEnum.MILLI);
      instant.setTimeZone(appointment.getStartElement().getTimeZone());
      appointment.setEndElement(instant);
    }
  }

  private static boolean needsTime(Appointment appointment) {
    return switch (appointment.getStatus()) {
      case PROPOSED, CANCELLED, WAITLIST, ENTEREDINERROR, NOSHOW -> false;
      default -> true;
    };
  }

  private static void store(Appointment appointment, Mapping mapping) {
    if (appointment.hasIdentifier()) {
      Identifier best = appointment.getIdentifier().getLast();
      if (mapping.partitions().isEmpty()) {
        mapping.partition(best.getSystem() + "|" + best.getValue());
      }
      mapping.transaction().byIdentifier(appointment, best);
    } else {
      mapping.missing("SCH-2", "No appointment number; known by this message only");
      mapping.transaction().byKeys(appointment, mapping.namespace(), mapping.heading().controlId());
    }
  }
}

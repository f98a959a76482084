package dev.mortar.mapping.outward;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Appointment.AppointmentParticipantComponent;
import org.hl7.fhir.r4.model.Appointment.AppointmentStatus;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;

/** Appointment to SIU^S12 to S26. */
final class AppointmentOut {
  private static final Reversed REASON = Reversed.of("appointment-reason");
  private static final Reversed TYPE = Reversed.of("appointment-type");
  private static final Reversed STATUS = Reversed.of("appointment-status");

  static final OutMap<Appointment> SCH =
      OutMap.<Appointment>of("SCH")
          .row(1, "Appointment.identifier(PLAC)", one -> Types.ei(one.getIdentifier(), "PLAC"))
          .row(2, "Appointment.identifier(FILL)", one -> Types.ei(one.getIdentifier(), "FILL"))
          .row(2, "Appointment.identifier", one -> Types.ei(one.getIdentifierFirstRep()))
          .row(2, "Appointment.id", one -> Out.text(one.getIdElement().getIdPart()))
          .row(6, "Appointment.cancelationReason", one -> Types.cwe(one.getCancelationReason()))
          .row(
              7,
              "Appointment.reasonCode",
              one -> Types.cwe(one.getReasonCodeFirstRep(), "0276", REASON))
          .row(
              8,
              "Appointment.appointmentType",
              one -> Types.cwe(one.getAppointmentType(), "0277", TYPE))
          .row(9, "Appointment.minutesDuration", AppointmentOut::minutes)
          .row(10, "Appointment.minutesDuration", one -> minutes(one).isEmpty() ? "" : "min")
          .row(
              11,
              "Appointment.start, end",
              one ->
                  Out.components(
                      "", "", "", Types.dtm(one.getStartElement()), Types.dtm(one.getEndElement())))
          .row(
              25,
              "Appointment.status",
              one -> one.hasStatus() ? STATUS.code(one.getStatus().toCode()) : "");

  static final OutMap<Appointment> AIS =
      OutMap.<Appointment>of("AIS")
          .row(1, "(constant)", one -> "1")
          .row(
              3,
              "Appointment.serviceType",
              one ->
                  one.hasServiceType()
                      ? Types.cwe(one.getServiceTypeFirstRep())
                      : Types.cwe(one.getAppointmentType(), "0277", TYPE))
          .row(4, "Appointment.start", one -> Types.dtm(one.getStartElement()));

  private AppointmentOut() {}

  /** A person or a place that takes part, with the segment that names such a one. */
  private record Participant(String segment, String who) {}

  static Optional<Written> write(Letter letter, Appointment one, Surroundings around) {
    if (!one.hasStatus() || one.getStatus() == AppointmentStatus.PROPOSED) {
      return Optional.empty();
    }
    String event = event(letter, one.getStatus());
    StringBuilder out = new StringBuilder(600);
    out.append(Headers.msh(letter, "SIU^" + event + "^SIU_S12"));
    out.append(SCH.write(one));
    out.append(note(one));
    out.append(PatientOut.pid(patient(one, around)));
    out.append("RGS|1\r");
    if (one.hasServiceType() || one.hasAppointmentType()) {
      out.append(AIS.write(one));
    }
    out.append(participants(one, around));
    return Optional.of(new Written("SIU^" + event, out.toString()));
  }

  private static String event(Letter letter, AppointmentStatus status) {
    return switch (status) {
      case CANCELLED -> "S15";
      case ENTEREDINERROR -> "S17";
      case NOSHOW -> "S26";
      default -> letter.first() ? "S12" : "S14";
    };
  }

  static Optional<Patient> patient(Appointment one, Surroundings around) {
    return one.getParticipant().stream()
        .map(AppointmentParticipantComponent::getActor)
        .flatMap(actor -> around.find(actor, Patient.class).stream())
        .findFirst();
  }

  private static String minutes(Appointment one) {
    return one.hasMinutesDuration() ? String.valueOf(one.getMinutesDuration()) : "";
  }

  private static String note(Appointment one) {
    return one.hasComment() ? "NTE|1||" + Out.text(one.getComment()) + '\r' : "";
  }

  private static String participants(Appointment one, Surroundings around) {
    List<Participant> all =
        one.getParticipant().stream()
            .flatMap(participant -> participant(participant.getActor(), around))
            .toList();
    StringBuilder out = new StringBuilder();
    for (String segment : List.of("AIL", "AIP")) {
      int number = 1;
      for (Participant participant : all) {
        if (participant.segment().equals(segment)) {
          out.append(segment).append('|').append(number++).append("||");
          out.append(participant.who()).append('\r');
        }
      }
    }
    return out.toString();
  }

  private static Stream<Participant> participant(Reference actor, Surroundings around) {
    String type = around.find(actor).map(found -> found.fhirType()).orElse("");
    return switch (type) {
      case "Practitioner" -> Stream.of(new Participant("AIP", Types.xcn(actor, around)));
      case "Location" -> Stream.of(new Participant("AIL", Types.pl(actor, around)));
      default -> Stream.empty();
    };
  }
}

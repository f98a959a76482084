package dev.mortar.mapping.message;

import dev.mortar.mapping.datatype.Mapping;
import dev.mortar.mapping.segment.Appointments;
import dev.mortar.mapping.segment.Merges;
import dev.mortar.mapping.segment.Patients;
import dev.mortar.mapping.text.Segment;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Patient;

/** Whom a message is about, without mapping the rest of it. */
final class OrderingKeys {
  private OrderingKeys() {}

  /** Only ADT merges: an MRG that stands in another message is not read there either. */
  static void find(Mapping mapping) {
    if (mapping.heading().type().equals("ADT^A43")) {
      moved(mapping);
      return;
    }
    boolean merges = mapping.heading().type().startsWith("ADT^");
    for (Segment segment : mapping.message().segments()) {
      if (segment.name().equals("PID")) {
        patient(segment, mapping);
      } else if (merges && segment.name().equals("MRG")) {
        merged(segment, mapping);
      }
    }
    if (mapping.partitions().isEmpty() || isAppointmentOfNobody(mapping)) {
      mapping.message().first("SCH").ifPresent(sch -> appointment(sch, mapping));
    }
  }

  /** A patient who stands elsewhere in the message than its map looks is not the appointment's. */
  private static boolean isAppointmentOfNobody(Mapping mapping) {
    return mapping.heading().type().startsWith("SIU^")
        && Grammar.tree(mapping.message())
            .child("PID")
            .filter(pid -> !Subjects.isNobody(pid.segment()))
            .isEmpty();
  }

  /** What is about nobody, such as a master file, is in order by its sender. */
  static void complete(Mapping mapping) {
    if (mapping.partitions().isEmpty()) {
      mapping.partition(mapping.namespace() + "|" + mapping.heading().type());
    }
  }

  private static void patient(Segment pid, Mapping mapping) {
    if (Subjects.isNobody(pid)) {
      return;
    }
    Patient patient = new Patient();
    Patients.IDENTIFIERS.apply(pid, patient, mapping);
    Identifier primary = Subjects.primary(patient.getIdentifier());
    if (primary != null) {
      Subjects.key(primary, mapping);
    } else {
      mapping.partition(Subjects.unidentifiedKey(mapping));
    }
  }

  private static void merged(Segment mrg, Mapping mapping) {
    Patient loser = new Patient();
    Merges.MRG.apply(mrg, loser, mapping);
    Identifier primary = Subjects.primary(loser.getIdentifier());
    if (primary != null) {
      Subjects.key(primary, mapping);
    }
  }

  /** The patients of a move, and whoever has the identifier. */
  private static void moved(Mapping mapping) {
    for (Segment segment : mapping.message().segments()) {
      if (segment.name().equals("PID") || segment.name().equals("MRG")) {
        Patient patient = new Patient();
        boolean prior = segment.name().equals("MRG");
        (prior ? Merges.MRG : Patients.IDENTIFIERS).apply(segment, patient, mapping);
        patient.getIdentifier().forEach(identifier -> Subjects.key(identifier, mapping));
      }
    }
  }

  private static void appointment(Segment sch, Mapping mapping) {
    Appointment appointment = new Appointment();
    Appointments.SCH.apply(sch, appointment, mapping);
    if (appointment.hasIdentifier()) {
      Subjects.key(appointment.getIdentifier().getLast(), mapping);
    }
  }
}

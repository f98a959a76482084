package dev.mortar.mapping.outward;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.ChargeItem;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.Immunization;
import org.hl7.fhir.r4.model.MedicationDispense;
import org.hl7.fhir.r4.model.MedicationRequest;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;

/** Writes the message that tells of a resource. Pure, and safe for any number of threads. */
public final class Outward {
  private static final Map<String, String> MESSAGES =
      Map.of(
          "Appointment", "SIU",
          "DiagnosticReport", "ORU",
          "Patient", "ADT",
          "MedicationRequest", "RDE",
          "MedicationDispense", "RDS",
          "Immunization", "VXU",
          "ChargeItem", "DFT");

  private Outward() {}

  /** The types of resources that messages tell of. */
  public static Set<String> types() {
    return MESSAGES.keySet();
  }

  /** The code of the message that tells of a type, such as {@code SIU}; empty if none does. */
  public static String message(String type) {
    return MESSAGES.getOrDefault(type, "");
  }

  /** Empty if there is nothing to tell, such as of a draft, or of a result about nobody. */
  public static Optional<Written> write(Letter letter, Resource resource, Surroundings around) {
    return switch (resource) {
      case Appointment appointment -> AppointmentOut.write(letter, appointment, around);
      case DiagnosticReport report -> ReportOut.write(letter, report, around);
      case Patient patient -> patient(letter, patient);
      case MedicationRequest request -> MedicationOut.order(letter, request, around);
      case MedicationDispense dispense -> MedicationOut.dispense(letter, dispense, around);
      case Immunization immunization -> ImmunizationOut.write(letter, immunization, around);
      case ChargeItem charge -> ChargeOut.write(letter, charge, around);
      default -> Optional.empty();
    };
  }

  /** Whom a message is about, which decides its order; empty if that is nobody. */
  public static Reference subject(Resource resource) {
    return switch (resource) {
      case Appointment appointment ->
          appointment.getParticipant().stream()
              .map(Appointment.AppointmentParticipantComponent::getActor)
              .filter(actor -> String.valueOf(actor.getReference()).startsWith("Patient/"))
              .findFirst()
              .orElseGet(Reference::new);
      case DiagnosticReport report -> report.getSubject();
      case Patient patient -> new Reference("Patient/" + patient.getIdElement().getIdPart());
      case MedicationRequest request -> request.getSubject();
      case MedicationDispense dispense -> dispense.getSubject();
      case Immunization immunization -> immunization.getPatient();
      case ChargeItem charge -> charge.getSubject();
      default -> new Reference();
    };
  }

  private static Optional<Written> patient(Letter letter, Patient patient) {
    String event = letter.first() ? "A04" : "A08";
    String text =
        Headers.msh(letter, "ADT^" + event + "^ADT_A01")
            + Headers.evn(letter)
            + PatientOut.PID.write(patient)
            + PatientOut.contacts(patient)
            + "PV1|1|N\r";
    return Optional.of(new Written("ADT^" + event, text));
  }
}

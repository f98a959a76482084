package dev.mortar.mapping.outward;

import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Dosage;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Medication;
import org.hl7.fhir.r4.model.MedicationDispense;
import org.hl7.fhir.r4.model.MedicationRequest;
import org.hl7.fhir.r4.model.MedicationRequest.MedicationRequestStatus;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Type;

/** MedicationRequest to RDE^O11, and MedicationDispense to RDS^O13. */
final class MedicationOut {
  private MedicationOut() {}

  static Optional<Written> order(Letter letter, MedicationRequest one, Surroundings around) {
    Optional<Patient> patient = around.find(one.getSubject(), Patient.class);
    if (patient.isEmpty() || !one.hasStatus() || one.getStatus() == MedicationRequestStatus.DRAFT) {
      return Optional.empty();
    }
    CodeableConcept drug = drug(one.getMedication(), around);
    OutMap<MedicationRequest> rxe =
        OutMap.<MedicationRequest>of("RXE")
            .row(2, "MedicationRequest.medication[x]", request -> Types.cwe(drug))
            .row(3, "…dosageInstruction.doseAndRate.dose", request -> amount(dose(request)))
            .row(5, "…dosageInstruction.doseAndRate.dose", request -> unit(dose(request)))
            .row(7, "…dosageInstruction.text", request -> Out.components("", words(request)))
            .row(10, "…dispenseRequest.quantity", request -> amount(quantity(request)))
            .row(11, "…dispenseRequest.quantity", request -> unit(quantity(request)))
            .row(12, "…dispenseRequest.numberOfRepeatsAllowed", MedicationOut::repeats)
            .row(15, "MedicationRequest.identifier", request -> number(request.getIdentifier()));
    String text =
        Headers.msh(letter, "RDE^O11^RDE_O11")
            + PatientOut.PID.write(patient.get())
            + orc(letter, one, around)
            + rxe.write(one)
            + route(one.getDosageInstructionFirstRep());
    return Optional.of(new Written("RDE^O11", text));
  }

  static Optional<Written> dispense(Letter letter, MedicationDispense one, Surroundings around) {
    Optional<Patient> patient = around.find(one.getSubject(), Patient.class);
    if (patient.isEmpty() || !one.hasWhenHandedOver() && !one.hasWhenPrepared()) {
      return Optional.empty();
    }
    CodeableConcept drug = drug(one.getMedication(), around);
    OutMap<MedicationDispense> rxd =
        OutMap.<MedicationDispense>of("RXD")
            .row(1, "(constant)", dispense -> "1")
            .row(2, "MedicationDispense.medication[x]", dispense -> Types.cwe(drug))
            .row(
                3,
                "MedicationDispense.whenHandedOver",
                d -> Types.dtm(d.getWhenHandedOverElement()))
            .row(3, "MedicationDispense.whenPrepared", d -> Types.dtm(d.getWhenPreparedElement()))
            .row(4, "MedicationDispense.quantity", d -> amount(d.getQuantity()))
            .row(5, "MedicationDispense.quantity", d -> unit(d.getQuantity()))
            .row(7, "MedicationDispense.identifier", d -> number(d.getIdentifier()))
            .row(
                9,
                "MedicationDispense.dosageInstruction.text",
                d -> Out.text(d.getDosageInstructionFirstRep().getText()));
    Optional<MedicationRequest> order =
        around.find(one.getAuthorizingPrescriptionFirstRep(), MedicationRequest.class);
    String orc =
        order
            .map(request -> orc(letter, request, around))
            .orElseGet(() -> "ORC|RE||" + number(one.getIdentifier()) + '\r');
    String text =
        Headers.msh(letter, "RDS^O13^RDS_O13")
            + PatientOut.PID.write(patient.get())
            + orc
            + rxd.write(one)
            + route(one.getDosageInstructionFirstRep());
    return Optional.of(new Written("RDS^O13", text));
  }

  private static String orc(Letter letter, MedicationRequest one, Surroundings around) {
    return OutMap.<MedicationRequest>of("ORC")
        .row(1, "MedicationRequest.status", request -> control(letter, request))
        .row(2, "MedicationRequest.identifier(PLAC)", r -> Types.ei(r.getIdentifier(), "PLAC"))
        .row(2, "MedicationRequest.id", request -> Out.text(request.getIdElement().getIdPart()))
        .row(3, "MedicationRequest.identifier(FILL)", r -> Types.ei(r.getIdentifier(), "FILL"))
        .row(9, "MedicationRequest.authoredOn", r -> Types.dtm(r.getAuthoredOnElement()))
        .row(12, "MedicationRequest.requester", r -> Types.xcn(r.getRequester(), around))
        .write(one);
  }

  private static String control(Letter letter, MedicationRequest one) {
    return switch (one.getStatus()) {
      case CANCELLED, ENTEREDINERROR -> "CA";
      case STOPPED -> "DC";
      case ONHOLD -> "HD";
      case COMPLETED -> "SC";
      case ACTIVE, DRAFT, UNKNOWN, NULL -> letter.first() ? "NW" : "XO";
    };
  }

  private static CodeableConcept drug(Type medication, Surroundings around) {
    return switch (medication) {
      case CodeableConcept concept -> concept;
      case Reference reference ->
          around
              .find(reference, Medication.class)
              .map(Medication::getCode)
              .orElseGet(() -> new CodeableConcept().setText(reference.getDisplay()));
      case null, default -> new CodeableConcept();
    };
  }

  private static Quantity dose(MedicationRequest one) {
    Type dose = one.getDosageInstructionFirstRep().getDoseAndRateFirstRep().getDose();
    return dose instanceof Quantity quantity ? quantity : new Quantity();
  }

  private static Quantity quantity(MedicationRequest one) {
    return one.getDispenseRequest().getQuantity();
  }

  private static String words(MedicationRequest one) {
    return Out.text(one.getDosageInstructionFirstRep().getText());
  }

  private static String repeats(MedicationRequest one) {
    return one.getDispenseRequest().hasNumberOfRepeatsAllowed()
        ? String.valueOf(one.getDispenseRequest().getNumberOfRepeatsAllowed())
        : "";
  }

  private static String amount(Quantity quantity) {
    return quantity.hasValue() ? quantity.getValue().toPlainString() : "";
  }

  private static String unit(Quantity quantity) {
    return ResultOut.unit(quantity);
  }

  private static String number(List<Identifier> identifiers) {
    return identifiers.isEmpty() ? "" : Out.text(identifiers.getFirst().getValue());
  }

  private static String route(Dosage dosage) {
    return dosage.hasRoute() ? "RXR|" + Types.cwe(dosage.getRoute()) + '\r' : "";
  }
}

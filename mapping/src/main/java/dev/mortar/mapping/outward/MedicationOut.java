package dev.mortar.mapping.outward;

import java.math.RoundingMode;
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
  private static final Reversed STATUS = Reversed.of("prescription-status");

  private MedicationOut() {}

  static Optional<Written> order(Letter letter, MedicationRequest one, Surroundings around) {
    Optional<Patient> patient = around.find(one.getSubject(), Patient.class);
    if (patient.isEmpty() || !one.hasStatus() || one.getStatus() == MedicationRequestStatus.DRAFT) {
      return Optional.empty();
    }
    String text =
        Headers.msh(letter, "RDE^O11^RDE_O11")
            + PatientOut.PID.write(patient.get())
            + orc(letter, one, STATUS.code(one.getStatus().toCode()), around)
            + encoded(one, dosage(one.getDosageInstruction()), around);
    return Optional.of(new Written("RDE^O11", text));
  }

  /** RXE, TQ1 and RXR: the prescription as the pharmacy understands it. */
  private static String encoded(MedicationRequest one, Dosage dosage, Surroundings around) {
    CodeableConcept drug = drug(one.getMedication(), around);
    return OutMap.<MedicationRequest>of("RXE")
            .row(2, "MedicationRequest.medication[x]", request -> Types.cwe(drug))
            .row(3, "…doseAndRate.dose", request -> amount(DosageOut.lowest(dosage)))
            .row(4, "…doseAndRate.doseRange.high", request -> amount(DosageOut.highest(dosage)))
            .row(5, "…doseAndRate.dose", request -> unit(DosageOut.lowest(dosage)))
            .row(7, "…dosageInstruction.text", request -> words(dosage))
            .row(10, "…dispenseRequest.quantity", request -> amount(quantity(request)))
            .row(11, "…dispenseRequest.quantity", request -> unit(quantity(request)))
            .row(12, "…dispenseRequest.numberOfRepeatsAllowed", MedicationOut::repeats)
            .row(15, "MedicationRequest.identifier", request -> number(request.getIdentifier()))
            .row(22, "…doseAndRate.rate", request -> DosageOut.ratePer(dosage))
            .row(23, "…doseAndRate.rate", request -> amount(DosageOut.rate(dosage)))
            .row(24, "…doseAndRate.rate", request -> unit(DosageOut.rate(dosage)))
            .row(32, "MedicationRequest.authoredOn", r -> Types.dtm(r.getAuthoredOnElement()))
            .write(one)
        + DosageOut.timing(dosage)
        + DosageOut.route(dosage);
  }

  private static Dosage dosage(List<Dosage> all) {
    return all.isEmpty() ? new Dosage() : all.getFirst();
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
            .row(9, "MedicationDispense.note", MedicationOut::notes)
            .row(9, "MedicationDispense.dosageInstruction.text", d -> Out.text(taken(d).getText()))
            .row(12, "MedicationDispense.daysSupply", MedicationOut::daily);
    Optional<MedicationRequest> order =
        one.getAuthorizingPrescription().stream()
            .findFirst()
            .flatMap(reference -> around.find(reference, MedicationRequest.class));
    String orc =
        order
            .map(request -> orc(letter, request, "", around))
            .orElseGet(() -> "ORC|RE||" + number(one.getIdentifier()) + '\r');
    String text =
        Headers.msh(letter, "RDS^O13^RDS_O13")
            + PatientOut.PID.write(patient.get())
            + orc
            + order.map(request -> encoded(request, taken(one), around)).orElse("")
            + rxd.write(one)
            + (order.isPresent() ? "" : DosageOut.route(taken(one)));
    return Optional.of(new Written("RDS^O13", text));
  }

  /**
   * @param state ORC-5; of a dispense it would be the state of the dispense
   */
  private static String orc(
      Letter letter, MedicationRequest one, String state, Surroundings around) {
    return OutMap.<MedicationRequest>of("ORC")
        .row(1, "MedicationRequest.status", request -> control(letter, request))
        .row(2, "MedicationRequest.identifier(PLAC)", r -> Types.ei(r.getIdentifier(), "PLAC"))
        .row(2, "MedicationRequest.id", request -> Out.text(request.getIdElement().getIdPart()))
        .row(3, "MedicationRequest.identifier(FILL)", r -> Types.ei(r.getIdentifier(), "FILL"))
        .row(5, "MedicationRequest.status", request -> state)
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

  private static Dosage taken(MedicationDispense one) {
    return dosage(one.getDosageInstruction());
  }

  private static String notes(MedicationDispense one) {
    return Out.repetitions(one.getNote().stream().map(note -> Out.text(note.getText())));
  }

  /** What was dispensed, divided by the days that it lasts. */
  private static String daily(MedicationDispense one) {
    Quantity days = one.getDaysSupply();
    if (!days.hasValue() || days.getValue().signum() <= 0 || !one.getQuantity().hasValue()) {
      return "";
    }
    String amount =
        one.getQuantity()
            .getValue()
            .divide(days.getValue(), 4, RoundingMode.HALF_UP)
            .stripTrailingZeros()
            .toPlainString();
    return amount + '^' + unit(one.getQuantity()).replace('^', '&');
  }

  private static Quantity quantity(MedicationRequest one) {
    return one.getDispenseRequest().getQuantity();
  }

  private static String words(Dosage dosage) {
    return dosage.hasText() ? Out.components("", Out.text(dosage.getText())) : "";
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

  /** The number of the prescription, which is neither the placer's nor the filler's. */
  private static String number(List<Identifier> identifiers) {
    return identifiers.stream()
        .filter(one -> !one.getType().hasCoding())
        .findFirst()
        .or(() -> identifiers.stream().findFirst())
        .map(one -> Out.text(one.getValue()))
        .orElse("");
  }
}

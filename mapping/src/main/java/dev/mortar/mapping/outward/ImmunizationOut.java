package dev.mortar.mapping.outward;

import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Immunization;
import org.hl7.fhir.r4.model.Immunization.ImmunizationStatus;
import org.hl7.fhir.r4.model.Patient;

/** Immunization to VXU^V04. */
final class ImmunizationOut {
  private static final Reversed ROUTE = Reversed.of("route");

  private ImmunizationOut() {}

  static Optional<Written> write(Letter letter, Immunization one, Surroundings around) {
    Optional<Patient> patient = around.find(one.getPatient(), Patient.class);
    if (patient.isEmpty() || !one.hasStatus()) {
      return Optional.empty();
    }
    String text =
        Headers.msh(letter, "VXU^V04^VXU_V04")
            + PatientOut.PID.write(patient.get())
            + group(letter, one, around);
    return Optional.of(new Written("VXU^V04", text));
  }

  /** One vaccination: ORC, RXA and RXR. */
  static String group(Letter letter, Immunization one, Surroundings around) {
    String orc =
        OutMap.<Immunization>of("ORC")
            .row(1, "(constant)", immunization -> "RE")
            .row(2, "Immunization.identifier(PLAC)", i -> Types.ei(i.getIdentifier(), "PLAC"))
            .row(3, "Immunization.identifier(FILL)", i -> Types.ei(i.getIdentifier(), "FILL"))
            .row(3, "Immunization.identifier", ImmunizationOut::number)
            .row(3, "Immunization.id", i -> Out.text(i.getIdElement().getIdPart()))
            .write(one);
    return orc + rxa(letter, around).write(one) + rxr(one) + VaccineFactsOut.write(one);
  }

  private static OutMap<Immunization> rxa(Letter letter, Surroundings around) {
    return OutMap.<Immunization>of("RXA")
        .row(1, "(constant)", one -> "0")
        .row(2, "(constant)", one -> "1")
        .row(3, "Immunization.occurrenceDateTime", ImmunizationOut::occurrence)
        .row(5, "Immunization.vaccineCode", one -> Types.cwe(one.getVaccineCode()))
        .row(6, "Immunization.doseQuantity", ImmunizationOut::amount)
        .row(7, "Immunization.doseQuantity", one -> ResultOut.unit(one.getDoseQuantity()))
        .row(10, "Immunization.performer.actor", one -> performer(one, around))
        .row(15, "Immunization.lotNumber", one -> Out.text(one.getLotNumber()))
        .row(16, "Immunization.expirationDate", one -> Types.dtm(one.getExpirationDateElement()))
        .row(18, "Immunization.statusReason", one -> Types.cwe(one.getStatusReason()))
        .row(19, "Immunization.reasonCode", ImmunizationOut::reasons)
        .row(
            20,
            "Immunization.status",
            one -> one.getStatus() == ImmunizationStatus.NOTDONE ? "NA" : "CP")
        .row(21, "Immunization.status", one -> action(letter, one))
        .row(22, "Immunization.recorded", one -> Types.dtm(one.getRecordedElement()));
  }

  private static String action(Letter letter, Immunization one) {
    if (one.getStatus() == ImmunizationStatus.ENTEREDINERROR) {
      return "D";
    }
    return letter.first() ? "A" : "U";
  }

  private static String occurrence(Immunization one) {
    return one.getOccurrence() instanceof DateTimeType time ? Types.dtm(time) : "";
  }

  /** 999 says that the amount is not known, which the field must say. */
  private static String amount(Immunization one) {
    return one.getDoseQuantity().hasValue()
        ? one.getDoseQuantity().getValue().toPlainString()
        : "999";
  }

  /** A number of neither the placer nor the filler; the resource's own where there is none. */
  private static String number(Immunization one) {
    return one.getIdentifier().stream()
        .filter(each -> !each.getType().hasCoding())
        .findFirst()
        .map(Types::ei)
        .orElse("");
  }

  private static String performer(Immunization one, Surroundings around) {
    return one.getPerformer().stream()
        .filter(
            each ->
                each.getFunction().getCoding().stream().noneMatch(f -> "OP".equals(f.getCode())))
        .findFirst()
        .map(each -> Types.xcn(each.getActor(), around))
        .orElse("");
  }

  private static String reasons(Immunization one) {
    return Out.repetitions(one.getReasonCode().stream().map(Types::cwe));
  }

  private static String rxr(Immunization one) {
    return one.hasRoute() || one.hasSite()
        ? "RXR|"
            + Out.join(
                List.of(Types.cwe(one.getRoute(), "0162", ROUTE), Types.site(one.getSite())), '|')
            + '\r'
        : "";
  }
}

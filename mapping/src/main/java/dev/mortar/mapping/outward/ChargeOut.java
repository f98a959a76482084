package dev.mortar.mapping.outward;

import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.ChargeItem;
import org.hl7.fhir.r4.model.ChargeItem.ChargeItemStatus;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Patient;

/** ChargeItem to DFT^P03. */
final class ChargeOut {
  static final OutMap<ChargeItem> FT1 =
      OutMap.<ChargeItem>of("FT1")
          .row(1, "(constant)", one -> "1")
          .row(2, "ChargeItem.identifier", one -> first(one.getIdentifier()))
          .row(2, "ChargeItem.id", one -> Out.text(one.getIdElement().getIdPart()))
          .row(4, "ChargeItem.occurrenceDateTime", ChargeOut::occurrence)
          .row(4, "ChargeItem.enteredDate", one -> Types.dtm(one.getEnteredDateElement()))
          .row(5, "ChargeItem.enteredDate", one -> Types.dtm(one.getEnteredDateElement()))
          .row(6, "ChargeItem.status", ChargeOut::kind)
          .row(7, "ChargeItem.code", one -> Types.cwe(one.getCode()))
          .row(10, "ChargeItem.quantity", ChargeOut::quantity)
          .row(11, "ChargeItem.priceOverride", ChargeOut::price)
          .row(19, "ChargeItem.reason", ChargeOut::reasons);

  private ChargeOut() {}

  static Optional<Written> write(Letter letter, ChargeItem one, Surroundings around) {
    Optional<Patient> patient = around.find(one.getSubject(), Patient.class);
    if (patient.isEmpty() || !one.hasStatus() || one.getStatus() == ChargeItemStatus.PLANNED) {
      return Optional.empty();
    }
    String text =
        Headers.msh(letter, "DFT^P03^DFT_P03")
            + Headers.evn(letter)
            + PatientOut.PID.write(patient.get())
            + FT1.write(one);
    return Optional.of(new Written("DFT^P03", text));
  }

  private static String first(List<Identifier> identifiers) {
    return identifiers.isEmpty() ? "" : Types.ei(identifiers.getFirst());
  }

  private static String reasons(ChargeItem one) {
    return Out.repetitions(one.getReason().stream().map(Types::cwe));
  }

  /** HL7 table 0017: a charge, or a credit that takes one back. */
  private static String kind(ChargeItem one) {
    return switch (one.getStatus()) {
      case ABORTED, ENTEREDINERROR, NOTBILLABLE -> "CR";
      default -> "CG";
    };
  }

  private static String occurrence(ChargeItem one) {
    return one.getOccurrence() instanceof DateTimeType time ? Types.dtm(time) : "";
  }

  private static String quantity(ChargeItem one) {
    return one.getQuantity().hasValue() ? one.getQuantity().getValue().toPlainString() : "";
  }

  private static String price(ChargeItem one) {
    if (!one.getPriceOverride().hasValue()) {
      return "";
    }
    String amount = one.getPriceOverride().getValue().toPlainString();
    String currency = Out.text(one.getPriceOverride().getCurrency());
    return currency.isEmpty() ? amount : amount + '&' + currency;
  }
}

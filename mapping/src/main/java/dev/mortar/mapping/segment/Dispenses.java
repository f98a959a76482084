package dev.mortar.mapping.segment;

import dev.mortar.mapping.datatype.Codes;
import dev.mortar.mapping.datatype.Mapping;
import dev.mortar.mapping.datatype.Primitives;
import dev.mortar.mapping.datatype.Quantities;
import dev.mortar.mapping.datatype.References;
import dev.mortar.mapping.datatype.Times;
import dev.mortar.mapping.table.CodeTable;
import dev.mortar.mapping.text.Segment;
import java.util.Optional;
import org.hl7.fhir.r4.model.Annotation;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.MedicationDispense;
import org.hl7.fhir.r4.model.MedicationDispense.MedicationDispenseStatus;
import org.hl7.fhir.r4.model.MedicationRequest;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Reference;

/** ORC and RXD to MedicationDispense, and from RXD what it says of the prescription. */
public final class Dispenses {
  private static final String NONE = "The guide has no map of a dispense";
  private static final CodeTable STATUS = CodeTable.named("dispense-control");
  private static final CodeTable SUBSTITUTION = CodeTable.named("substitution");

  public static final SegmentMap<MedicationDispense> ORC =
      SegmentMap.<MedicationDispense>of("ORC[MedicationDispense]", "MedicationDispense")
          .one(
              1,
              "status",
              orc -> STATUS.find(orc.field(5).peek()).isEmpty(),
              Codes.code(STATUS),
              Dispenses::status)
          .ours(NONE)
          .one(
              5,
              "status",
              orc -> STATUS.find(orc.field(5).peek()).isPresent(),
              Codes.code(STATUS),
              Dispenses::status)
          .ours(NONE)
          .one(16, "statusReasonCodeableConcept", Codes::cwe, MedicationDispense::setStatusReason)
          .ours(NONE);

  public static final SegmentMap<MedicationDispense> RXD =
      SegmentMap.<MedicationDispense>of("RXD[MedicationDispense]", "MedicationDispense")
          .step(2, "medicationCodeableConcept", Dispenses::medication)
          .ours(NONE)
          .one(3, "whenHandedOver", Times::dateTime, MedicationDispense::setWhenHandedOverElement)
          .ours(NONE)
          .step(4, "quantity", Dispenses::quantity)
          .ours(NONE)
          .step(6, "extension(v2-value)", Medications.kept(6, 16, 17, 18, 19, 28, 29))
          .ours(
              "A medication that is a code can be searched for; form, strength and lot stay beside")
          .each(
              9,
              "note.text",
              Primitives::literal,
              (dispense, text) -> dispense.addNote(new Annotation().setText(text)))
          .ours(NONE)
          .each(
              10,
              "performer.actor",
              References::practitioner,
              (dispense, person) -> dispense.addPerformer().setActor(person))
          .ours(NONE)
          .step(11, "substitution", Dispenses::substitution)
          .ours(NONE)
          .step(12, "daysSupply", Dispenses::supply)
          .ours("What was dispensed, divided by the dose of a day")
          .one(13, "destination", References::location, MedicationDispense::setDestination)
          .ours(NONE)
          .each(
              15,
              "note.text",
              Codes::cwe,
              (dispense, code) ->
                  dispense.addNote(new Annotation().setText(Medications.words(code))))
          .ours(NONE)
          .one(30, "performer.actor", Codes::cwe, Dispenses::pharmacy)
          .ours(NONE)
          .one(33, "type", Codes.table("0484"), MedicationDispense::setType)
          .ours(NONE);

  /** The prescription as its dispense knows it. */
  public static final SegmentMap<MedicationRequest> PRESCRIPTION =
      SegmentMap.<MedicationRequest>of("RXD[MedicationRequest]", "MedicationRequest")
          .one(
              7, "identifier", Prescriptions.prescriptionNumber(), MedicationRequest::addIdentifier)
          .ours(NONE);

  private Dispenses() {}

  private static void status(MedicationDispense dispense, String code) {
    dispense.setStatus(MedicationDispenseStatus.fromCode(code));
  }

  private static boolean medication(Segment rxd, MedicationDispense dispense, Mapping mapping) {
    CodeableConcept code = Medications.code(rxd, 2, 25, mapping);
    if (code == null) {
      return false;
    }
    dispense.setMedication(code);
    return true;
  }

  private static boolean quantity(Segment rxd, MedicationDispense dispense, Mapping mapping) {
    Quantity quantity = Quantities.of(rxd.field(4), rxd.field(5), mapping);
    dispense.setQuantity(quantity);
    return quantity != null;
  }

  /** Only where both are counted in the same unit. */
  private static boolean supply(Segment rxd, MedicationDispense dispense, Mapping mapping) {
    Quantity daily = Quantities.cq(rxd.field(12), mapping);
    return daily != null && Supplies.set(dispense, daily);
  }

  private static boolean substitution(Segment rxd, MedicationDispense dispense, Mapping mapping) {
    String code = rxd.field(11).component(1).text();
    Optional<CodeTable.Code> known = Codes.lookup(SUBSTITUTION, code, mapping);
    if (known.isEmpty()) {
      if (!code.isEmpty()) {
        mapping.unknown(rxd.field(11).component(1), SUBSTITUTION.name());
      }
      return false;
    }
    dispense.getSubstitution().setWasSubstituted(Boolean.parseBoolean(known.get().target()));
    dispense
        .getSubstitution()
        .getType()
        .addCoding()
        .setSystem("http://terminology.hl7.org/CodeSystem/v2-0167")
        .setCode(known.get().code())
        .setDisplay(known.get().display());
    return true;
  }

  private static void pharmacy(MedicationDispense dispense, CodeableConcept pharmacy) {
    Reference actor = dispense.addPerformer().getActor();
    actor.setType("Organization").setDisplay(Medications.words(pharmacy));
    if (pharmacy.getCodingFirstRep().hasCode()) {
      actor
          .getIdentifier()
          .setSystem(pharmacy.getCodingFirstRep().getSystem())
          .setValue(pharmacy.getCodingFirstRep().getCode());
    }
  }
}

package dev.mortar.mapping.segment;

import dev.mortar.mapping.datatype.Codes;
import dev.mortar.mapping.datatype.Converter;
import dev.mortar.mapping.datatype.Identifiers;
import dev.mortar.mapping.datatype.Mapping;
import dev.mortar.mapping.datatype.Primitives;
import dev.mortar.mapping.datatype.Quantities;
import dev.mortar.mapping.datatype.References;
import dev.mortar.mapping.datatype.Times;
import dev.mortar.mapping.table.CodeTable;
import dev.mortar.mapping.text.Segment;
import dev.mortar.mapping.text.Value;
import org.hl7.fhir.r4.model.Annotation;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.MedicationRequest;
import org.hl7.fhir.r4.model.MedicationRequest.MedicationRequestStatus;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Reference;

/** ORC, RXO, RXE, RXG and NTE to MedicationRequest; how it is taken is in {@link Dosages}. */
public final class Prescriptions {
  private static final String WHY = "The guide's map of this segment is under construction";
  private static final CodeTable CONTROL = CodeTable.named("prescription-control");
  private static final CodeTable STATUS = CodeTable.named("prescription-status");
  private static final CodeTable ORDER_TYPE = CodeTable.named("order-type");
  private static final CodeTable ALLOWED = CodeTable.named("allow-substitution");

  /** What the order is known by. */
  public static final SegmentMap<MedicationRequest> NUMBERS =
      SegmentMap.<MedicationRequest>of("ORC[MedicationRequest]", "MedicationRequest")
          .one(2, "identifier", Identifiers.ei("placer", "PLAC"), Prescriptions::once)
          .ours(WHY)
          .one(3, "identifier", Identifiers.ei("filler", "FILL"), Prescriptions::once)
          .ours(WHY)
          .one(
              4,
              "groupIdentifier",
              Identifiers.ei("group", ""),
              MedicationRequest::setGroupIdentifier)
          .ours(WHY);

  /** What something that was done about the order says of it: not its status, nor its date. */
  public static final SegmentMap<MedicationRequest> ORDERED =
      SegmentMap.<MedicationRequest>of("ORC[MedicationRequest]", "MedicationRequest")
          .with(NUMBERS)
          .step(12, "requester", Prescriptions::orderer)
          .ours(WHY);

  public static final SegmentMap<MedicationRequest> ORC =
      SegmentMap.<MedicationRequest>of("ORC[MedicationRequest]", "MedicationRequest")
          .with(ORDERED)
          .one(1, "status", Prescriptions::isSilent, Codes.code(CONTROL), Prescriptions::status)
          .ours(WHY)
          .one(5, "status", Codes.code(STATUS), Prescriptions::status)
          .ours(WHY)
          .one(
              9,
              "authoredOn",
              Prescriptions::isNew,
              Times::dateTime,
              MedicationRequest::setAuthoredOnElement)
          .ours(WHY)
          .one(10, "recorder", References::practitioner, MedicationRequest::setRecorder)
          .ours(WHY)
          .one(16, "statusReason", Codes::cwe, MedicationRequest::setStatusReason)
          .ours(WHY)
          .one(29, "category", Codes.cwe(ORDER_TYPE, "0482"), MedicationRequest::addCategory)
          .ours(WHY);

  public static final SegmentMap<MedicationRequest> RXO =
      SegmentMap.<MedicationRequest>of("RXO[MedicationRequest]", "MedicationRequest")
          .one(1, "medication(Medication.code)", Codes::cwe, MedicationRequest::setMedication)
          .step(5, "extension(v2-value)", Medications.kept(5, 18, 19, 25, 26))
          .ours("A medication that is a code can be searched for; form and strength stay beside it")
          .one(
              9,
              "substitution.allowedCodeableConcept",
              Codes.cwe(ALLOWED, "0161"),
              (request, code) -> request.getSubstitution().setAllowed(code))
          .step(11, "dispenseRequest.quantity.value", quantity(11, 12))
          .one(
              13,
              "dispenseRequest.numberOfRepeatsAllowed",
              Primitives::count,
              Prescriptions::repeats)
          .one(14, "requester(Practitioner)", References::practitioner, Prescriptions::prescriber)
          .each(20, "reasonCode", Codes::cwe, MedicationRequest::addReasonCode)
          .ours("The guide has no row for the indication");

  /** The number on the label. */
  public static final SegmentMap<MedicationRequest> RXE_NUMBER =
      SegmentMap.<MedicationRequest>of("RXE[MedicationRequest]", "MedicationRequest")
          .one(15, "identifier", prescriptionNumber(), Prescriptions::once)
          .ours(WHY);

  public static final SegmentMap<MedicationRequest> RXE =
      SegmentMap.<MedicationRequest>of("RXE[MedicationRequest]", "MedicationRequest")
          .with(RXE_NUMBER)
          .step(2, "medication", (rxe, request, mapping) -> medication(rxe, request, mapping))
          .ours(WHY)
          .step(6, "extension(v2-value)", Medications.kept(6, 25, 26, 33, 34, 35))
          .ours("A medication that is a code can be searched for; form and strength stay beside it")
          .one(
              9,
              "substitution.allowedCodeableConcept",
              Codes.table("0167"),
              (request, code) -> request.getSubstitution().setAllowed(code))
          .ours(WHY)
          .step(10, "dispenseRequest.quantity", quantity(10, 11))
          .ours(WHY)
          .one(
              12,
              "dispenseRequest.numberOfRepeatsAllowed",
              Primitives::count,
              Prescriptions::repeats)
          .ours(WHY)
          .one(13, "requester", References::practitioner, Prescriptions::prescriber)
          .ours(WHY)
          .each(21, "note.text", Codes::cwe, Prescriptions::remark)
          .ours(WHY)
          .each(27, "reasonCode", Codes::cwe, MedicationRequest::addReasonCode)
          .ours(WHY)
          .step(32, "authoredOn", Prescriptions::originally)
          .ours("Where ORC-9 does not tell it")
          .one(40, "dispenseRequest.performer", Codes::cwe, Prescriptions::pharmacy)
          .ours(WHY);

  public static final SegmentMap<MedicationRequest> RXG =
      SegmentMap.<MedicationRequest>of("RXG[MedicationRequest]", "MedicationRequest")
          .one(4, "medication", Codes::cwe, MedicationRequest::setMedication)
          .ours("A give is one instance of an order: nothing was given yet")
          .step(8, "extension(v2-value)", Medications.kept(8, 17, 18, 23, 24))
          .ours("A medication that is a code can be searched for; form and strength stay beside it")
          .each(9, "note.text", Codes::cwe, Prescriptions::remark)
          .ours("The guide has no map of RXG")
          .each(22, "reasonCode", Codes::cwe, MedicationRequest::addReasonCode)
          .ours("The guide has no map of RXG");

  public static final SegmentMap<MedicationRequest> NTE =
      SegmentMap.<MedicationRequest>of("NTE[MedicationRequest]", "MedicationRequest")
          .each(
              3,
              "note.text",
              Primitives::literal,
              (request, text) -> request.addNote(new Annotation().setText(text)))
          .ours("The guide's pharmacy maps are under construction");

  private Prescriptions() {}

  /** RXE-15 and RXD-7 are the number on the label. */
  static Converter<Identifier> prescriptionNumber() {
    Converter<Identifier> number = Identifiers.ei("prescription", "");
    return (value, mapping) -> {
      Identifier identifier = number.convert(value, mapping);
      if (identifier != null) {
        identifier.getType().setText("prescription number");
      }
      return identifier;
    };
  }

  /** ORC-5 is the state itself, which wins over what was asked for. */
  private static boolean isSilent(Segment orc) {
    return !orc.field(5).isValued();
  }

  private static boolean isNew(Segment orc) {
    return switch (orc.field(1).peek()) {
      case "", "NW", "RO", "RE", "OK", "SN", "AF" -> true;
      default -> false;
    };
  }

  private static void status(MedicationRequest request, String code) {
    request.setStatus(MedicationRequestStatus.fromCode(code));
  }

  private static boolean medication(Segment rxe, MedicationRequest request, Mapping mapping) {
    CodeableConcept code = Medications.code(rxe, 2, 31, mapping);
    if (code == null) {
      return false;
    }
    request.setMedication(code);
    return true;
  }

  private static boolean originally(Segment rxe, MedicationRequest request, Mapping mapping) {
    if (request.hasAuthoredOn()) {
      return false;
    }
    request.setAuthoredOnElement(Times.dateTime(rxe.field(32), mapping));
    return request.hasAuthoredOn();
  }

  private static Row.Step<MedicationRequest> quantity(int amount, int units) {
    return (segment, request, mapping) -> {
      Quantity quantity = Quantities.of(segment.field(amount), segment.field(units), mapping);
      if (quantity == null) {
        return false;
      }
      request.getDispenseRequest().setQuantity(quantity);
      return true;
    };
  }

  private static void repeats(MedicationRequest request, IntegerType count) {
    request.getDispenseRequest().setNumberOfRepeatsAllowed(count.getValue());
  }

  /** ORC-12 is the same person in the order itself. */
  /** PRT says more of the same person. */
  private static boolean orderer(Segment orc, MedicationRequest request, Mapping mapping) {
    Value field = orc.field(12);
    if (request.hasRequester() || !field.isValued()) {
      return SegmentMap.isDeleted(field, "requester", request, mapping);
    }
    request.setRequester(References.practitioner(field.repetition(1), mapping));
    return request.hasRequester();
  }

  private static void prescriber(MedicationRequest request, Reference person) {
    if (!request.hasRequester()) {
      request.setRequester(person);
    }
  }

  private static void remark(MedicationRequest request, CodeableConcept remark) {
    request.addNote(new Annotation().setText(Medications.words(remark)));
  }

  private static void pharmacy(MedicationRequest request, CodeableConcept pharmacy) {
    Reference reference = request.getDispenseRequest().getPerformer();
    if (pharmacy.getCodingFirstRep().hasCode()) {
      reference
          .getIdentifier()
          .setSystem(pharmacy.getCodingFirstRep().getSystem())
          .setValue(pharmacy.getCodingFirstRep().getCode());
    }
    reference.setDisplay(Medications.words(pharmacy));
  }

  /** RXE-15 often repeats ORC-3. */
  private static void once(MedicationRequest request, Identifier identifier) {
    boolean known =
        request.getIdentifier().stream()
            .anyMatch(
                other ->
                    other.getValue().equals(identifier.getValue())
                        && other.getSystem().equals(identifier.getSystem()));
    if (!known) {
      request.addIdentifier(identifier);
    }
  }
}

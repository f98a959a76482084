package dev.mortar.mapping.segment;

import dev.mortar.mapping.datatype.Attachments;
import dev.mortar.mapping.datatype.Codes;
import dev.mortar.mapping.datatype.Identifiers;
import dev.mortar.mapping.datatype.Mapping;
import dev.mortar.mapping.datatype.ObservationValues;
import dev.mortar.mapping.datatype.Primitives;
import dev.mortar.mapping.datatype.References;
import dev.mortar.mapping.datatype.Times;
import dev.mortar.mapping.table.CodeTable;
import dev.mortar.mapping.text.Segment;
import dev.mortar.mapping.text.Value;
import java.util.List;
import org.hl7.fhir.r4.model.Annotation;
import org.hl7.fhir.r4.model.Attachment;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Observation.ObservationStatus;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Type;

/** OBX and the NTE behind it to Observation. */
public final class Observations {
  private static final String ATTACHMENT =
      "http://hl7.org/fhir/5.0/StructureDefinition/extension-Observation.value";
  private static final String NATURE =
      "http://hl7.org/fhir/StructureDefinition/observation-nature-of-abnormal-test";
  private static final List<String> NUMBERS = List.of("NM", "SN", "SI", "CQ");
  private static final List<String> CODES = List.of("CE", "CWE", "CNE", "CF", "IS", "ID");
  private static final List<String> MOMENTS = List.of("DT", "TS", "DTM", "TM");
  private static final List<String> TEXTS = List.of("ST", "TX", "FT");
  private static final List<String> DOCUMENTS = List.of("ED", "RP");
  private static final CodeTable INTERPRETATION = CodeTable.named("interpretation");
  private static final CodeTable STATUS = CodeTable.named("observation-status");

  public static final SegmentMap<Observation> OBX =
      SegmentMap.<Observation>of("OBX[Observation]", "Observation")
          .one(3, "code", Codes::cwe, Observation::setCode)
          .step(5, "valueQuantity.value", Observations::quantity)
          .step(5, "valueString", Observations::text)
          .step(5, "valueCodeableConcept", Observations::concept)
          .step(5, "valueDateTime", Observations::moment)
          .step(5, "valueRange", Observations::other)
          .step(5, "extension[1].valueAttachment", Observations::attachment)
          .one(7, "referenceRange.text", Primitives::literal, ReferenceRanges::text)
          .each(
              8,
              "interpretation",
              Codes.cwe(INTERPRETATION, "0078"),
              Observation::addInterpretation)
          .each(
              10,
              "extension[2].valueCodeableConcept",
              Codes::cwe,
              (observation, code) -> observation.addExtension(NATURE, code))
          .one(11, "status", Codes.code(STATUS), Observations::status)
          .one(14, "effectiveDateTime", Times::dateTime, Observation::setEffective)
          .one(15, "performer[2](Organization)", Codes::cwe, Observations::producer)
          .each(16, "performer(Practitioner)", References::practitioner, Observation::addPerformer)
          .ours("A PractitionerRole without an organisation says no more than the Practitioner")
          .one(17, "method", Codes::cwe, Observation::setMethod)
          .one(18, "device(Device.identifier)", Identifiers.ei("device", ""), Observations::device)
          .one(20, "bodySite", Codes::cwe, Observation::setBodySite)
          .one(21, "identifier", Identifiers.ei("observation", "FILL"), Observation::addIdentifier)
          .one(
              23, "performer[2](Organization)", References::organization, Observation::addPerformer)
          .one(25, "performer(Practitioner)", References::practitioner, Observation::addPerformer)
          .ours("A PractitionerRole without an organisation says no more than the Practitioner");

  public static final SegmentMap<Observation> NTE =
      SegmentMap.<Observation>of("NTE[Observation]", "Observation")
          .each(
              3,
              "note.text",
              Primitives::literal,
              (observation, text) -> observation.addNote(new Annotation().setText(text)));

  private Observations() {}

  private static boolean quantity(Segment obx, Observation observation, Mapping mapping) {
    return obx.field(2).isAny(NUMBERS) && value(obx, observation, mapping);
  }

  private static boolean concept(Segment obx, Observation observation, Mapping mapping) {
    return obx.field(2).isAny(CODES) && value(obx, observation, mapping);
  }

  private static boolean moment(Segment obx, Observation observation, Mapping mapping) {
    return obx.field(2).isAny(MOMENTS) && value(obx, observation, mapping);
  }

  private static boolean other(Segment obx, Observation observation, Mapping mapping) {
    Value type = obx.field(2);
    boolean known =
        type.isAny(NUMBERS)
            || type.isAny(CODES)
            || type.isAny(MOMENTS)
            || type.isAny(TEXTS)
            || type.isAny(DOCUMENTS);
    return !known && value(obx, observation, mapping);
  }

  /** Repetitions of one value are components; a single one is the value. */
  private static boolean value(Segment obx, Observation observation, Mapping mapping) {
    Value field = obx.field(5);
    if (SegmentMap.isDeleted(field, "value[x]", observation, mapping)) {
      return true;
    }
    int count = field.repetitions();
    if (count <= 1) {
      Type value = field.isValued() ? ObservationValues.value(field, obx, mapping) : null;
      observation.setValue(value);
      return value != null;
    }
    boolean reached = false;
    for (int i = 1; i <= count; i++) {
      Type value = ObservationValues.value(field.repetition(i), obx, mapping);
      if (value != null) {
        observation.addComponent().setCode(observation.getCode()).setValue(value);
        reached = true;
      }
    }
    return reached;
  }

  /** The lines of a text are one string. */
  private static boolean text(Segment obx, Observation observation, Mapping mapping) {
    if (!obx.field(2).isAny(TEXTS)) {
      return false;
    }
    Value field = obx.field(5);
    if (SegmentMap.isDeleted(field, "value[x]", observation, mapping)) {
      return true;
    }
    StringBuilder text = new StringBuilder();
    int count = field.repetitions();
    for (int i = 1; i <= count; i++) {
      text.append(i == 1 ? "" : "\n").append(field.repetition(i).literal());
    }
    if (text.toString().isBlank()) {
      return false;
    }
    observation.setValue(new StringType(text.toString()));
    return true;
  }

  private static boolean attachment(Segment obx, Observation observation, Mapping mapping) {
    if (!obx.field(2).isAny(DOCUMENTS)) {
      return false;
    }
    boolean reached = false;
    Value field = obx.field(5);
    int count = field.repetitions();
    for (int i = 1; i <= count; i++) {
      Value value = field.repetition(i);
      Attachment attachment =
          obx.field(2).is("ED") ? Attachments.ed(value, mapping) : Attachments.rp(value, mapping);
      if (attachment != null) {
        observation.addExtension(ATTACHMENT, attachment);
        reached = true;
      }
    }
    return reached;
  }

  private static void status(Observation observation, String code) {
    observation.setStatus(ObservationStatus.fromCode(code));
  }

  /** OBX-15 names a laboratory by a code of the sender; there is no identifier to search by. */
  private static void producer(Observation observation, CodeableConcept producer) {
    String words = producer.getText();
    Reference reference = observation.addPerformer();
    if (producer.hasCoding()) {
      reference.setIdentifier(
          new Identifier()
              .setSystem(producer.getCodingFirstRep().getSystem())
              .setValue(producer.getCodingFirstRep().getCode()));
      words = producer.getCodingFirstRep().getDisplay();
    }
    reference.setDisplay(words);
  }

  private static void device(Observation observation, Identifier identifier) {
    observation.setDevice(new Reference().setIdentifier(identifier));
  }
}

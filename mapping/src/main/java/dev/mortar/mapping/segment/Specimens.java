package dev.mortar.mapping.segment;

import dev.mortar.mapping.datatype.Codes;
import dev.mortar.mapping.datatype.Identifiers;
import dev.mortar.mapping.datatype.Mapping;
import dev.mortar.mapping.datatype.Primitives;
import dev.mortar.mapping.datatype.Times;
import dev.mortar.mapping.table.CodeTable;
import dev.mortar.mapping.text.Segment;
import dev.mortar.mapping.text.Value;
import org.hl7.fhir.r4.model.Annotation;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Specimen;
import org.hl7.fhir.r4.model.Specimen.SpecimenStatus;

/** SPM, and OBR-15 of older versions, to Specimen. */
public final class Specimens {
  private static final CodeTable TYPE = CodeTable.named("specimen-type");
  private static final CodeTable STATUS = CodeTable.named("specimen-status");

  public static final SegmentMap<Specimen> SPM =
      SegmentMap.<Specimen>of("SPM[Specimen]", "Specimen")
          .step(2, "identifier[1]", Specimens::numbers)
          .one(4, "type", Codes.cwe(TYPE, "0487"), Specimen::setType)
          .each(
              6,
              "container.additiveCodeableConcept",
              Codes::cwe,
              (specimen, code) -> specimen.addContainer().setAdditive(code))
          .one(
              7,
              "collection.method",
              Codes::cwe,
              (specimen, code) -> specimen.getCollection().setMethod(code))
          .one(
              8,
              "collection.bodySite",
              Codes::cwe,
              (specimen, code) -> specimen.getCollection().setBodySite(code))
          .each(
              14,
              "note(Annotation.text)",
              Primitives::literal,
              (specimen, text) -> specimen.addNote(new Annotation().setText(text)))
          .step(17, "collection.collectedDateTime", Specimens::collected)
          .one(18, "receivedTime", Times::dateTime, Specimen::setReceivedTimeElement)
          .one(
              20,
              "status",
              Codes.code(STATUS),
              (specimen, code) -> specimen.setStatus(SpecimenStatus.fromCode(code)))
          .each(24, "condition", Codes::cwe, Specimen::addCondition)
          .one(
              30,
              "accessionIdentifier",
              Identifiers.cx("accession"),
              Specimen::setAccessionIdentifier);

  public static final SegmentMap<Specimen> OBR =
      SegmentMap.<Specimen>of("OBR[Specimen]", "Specimen")
          .one(14, "receivedTime", Times::dateTime, Specimen::setReceivedTimeElement)
          .step(15, "$this", Specimens::source);

  private Specimens() {}

  /** EIP: the placer's and the filler's number, each an EI in one component. */
  private static boolean numbers(Segment spm, Specimen specimen, Mapping mapping) {
    boolean reached = false;
    Value pair = spm.field(2);
    for (int part = 1; part <= 2; part++) {
      Value number = pair.component(part);
      String text = number.sub(1).text();
      if (!text.isEmpty()) {
        specimen
            .addIdentifier()
            .setValue(text)
            .setSystem(
                Identifiers.system(number, part == 1 ? "placer-specimen" : "specimen", mapping));
        reached = true;
      }
    }
    return reached;
  }

  /** A range of times without an end is a point in time. */
  private static boolean collected(Segment spm, Specimen specimen, Mapping mapping) {
    DateTimeType start = Times.dateTime(spm.field(17).component(1), mapping);
    DateTimeType end = Times.dateTime(spm.field(17).component(2), mapping);
    if (start == null && end == null) {
      return false;
    }
    if (end == null) {
      specimen.getCollection().setCollected(start);
    } else {
      specimen.getCollection().getCollectedPeriod().setStartElement(start).setEndElement(end);
    }
    return true;
  }

  /** SPS: the first component is a code with its text and system as subcomponents. */
  private static boolean source(Segment obr, Specimen specimen, Mapping mapping) {
    Value type = obr.field(15).component(1);
    String code = type.sub(1).text();
    String words = type.sub(2).text();
    if (code.isEmpty() && words.isEmpty()) {
      return false;
    }
    if (!code.isEmpty()) {
      Codes.lookup(TYPE, code, mapping)
          .ifPresentOrElse(
              known ->
                  specimen
                      .getType()
                      .addCoding()
                      .setSystem(known.system())
                      .setCode(known.target())
                      .setDisplay(known.display()),
              () -> specimen.getType().addCoding().setCode(code));
    }
    specimen.getType().setText(words.isEmpty() ? null : words);
    return true;
  }
}

package dev.mortar.mapping.segment;

import dev.mortar.mapping.datatype.Codes;
import dev.mortar.mapping.datatype.Identifiers;
import dev.mortar.mapping.datatype.Mapping;
import dev.mortar.mapping.datatype.Quantities;
import dev.mortar.mapping.datatype.References;
import dev.mortar.mapping.datatype.Times;
import dev.mortar.mapping.table.CodeTable;
import dev.mortar.mapping.text.Segment;
import org.hl7.fhir.r4.model.Annotation;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.MedicationAdministration;
import org.hl7.fhir.r4.model.MedicationAdministration.MedicationAdministrationStatus;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Quantity;

/** ORC, RXA and RXR to MedicationAdministration. */
public final class Administrations {
  private static final String WHY = "The guide's map of this segment is under construction";
  private static final CodeTable ROUTE = CodeTable.named("route");
  private static final CodeTable SITE = CodeTable.named("body-part");
  private static final CodeTable METHOD = CodeTable.named("administration-method");
  private static final CodeTable COMPLETION = CodeTable.named("completion-status");

  public static final SegmentMap<MedicationAdministration> ORC =
      SegmentMap.<MedicationAdministration>of(
              "ORC[MedicationAdministration]", "MedicationAdministration")
          .one(
              2,
              "identifier[1]",
              Identifiers.ei("placer", "PLAC"),
              MedicationAdministration::addIdentifier)
          .one(
              3,
              "identifier[2]",
              Identifiers.ei("filler", "FILL"),
              MedicationAdministration::addIdentifier);

  public static final SegmentMap<MedicationAdministration> RXA =
      SegmentMap.<MedicationAdministration>of(
              "RXA[MedicationAdministration]", "MedicationAdministration")
          .step(3, "effective", Administrations::effective)
          .ours(WHY)
          .one(5, "medicationCodeableConcept", Codes::cwe, MedicationAdministration::setMedication)
          .ours(WHY)
          .step(6, "dosage.dose", Administrations::dose)
          .ours(WHY)
          .step(8, "extension(v2-value)", Medications.kept(8, 13, 14, 15, 16))
          .ours(
              "A medication that is a code can be searched for; form, strength and lot stay beside")
          .each(9, "note.text", Codes::cwe, Administrations::remark)
          .ours(WHY)
          .each(
              10,
              "performer.actor",
              References::practitioner,
              (administration, person) -> administration.addPerformer().setActor(person))
          .ours(WHY)
          .each(18, "statusReason", Codes::cwe, MedicationAdministration::addStatusReason)
          .ours(WHY)
          .each(19, "reasonCode", Codes::cwe, MedicationAdministration::addReasonCode)
          .ours(WHY)
          .one(
              20,
              "status",
              rxa -> !rxa.field(21).is("D"),
              Codes.code(COMPLETION),
              Administrations::status)
          .ours(WHY)
          .step(21, "status", Administrations::deleted)
          .ours(WHY);

  /** Only beside a dose, without which FHIR has no dosage. */
  public static final SegmentMap<MedicationAdministration> RXR =
      SegmentMap.<MedicationAdministration>of(
              "RXR[MedicationAdministration]", "MedicationAdministration")
          .one(
              1,
              "dosage.route",
              Codes.cwe(ROUTE, "0162"),
              (administration, code) -> administration.getDosage().setRoute(code))
          .ours(WHY)
          .one(
              2,
              "dosage.site",
              Codes.cwe(SITE, "0550"),
              (administration, code) -> administration.getDosage().setSite(code))
          .ours(WHY)
          .one(
              4,
              "dosage.method",
              Codes.cwe(METHOD, "0165"),
              (administration, code) -> administration.getDosage().setMethod(code))
          .ours(WHY);

  private Administrations() {}

  private static boolean effective(
      Segment rxa, MedicationAdministration administration, Mapping mapping) {
    DateTimeType start = Times.dateTime(rxa.field(3), mapping);
    DateTimeType end = Times.dateTime(rxa.field(4), mapping);
    if (start == null && end == null) {
      return false;
    }
    boolean lasting = start != null && end != null && start.before(end);
    administration.setEffective(
        lasting
            ? new Period().setStartElement(start).setEndElement(end)
            : start == null ? end : start);
    return true;
  }

  /** 999 stands for an amount that nobody knows. */
  private static boolean dose(
      Segment rxa, MedicationAdministration administration, Mapping mapping) {
    if (rxa.field(6).is("999")) {
      return false;
    }
    Quantity dose = Quantities.of(rxa.field(6), rxa.field(7), mapping);
    if (dose == null) {
      return false;
    }
    administration.getDosage().setDose(dose);
    return true;
  }

  private static void status(MedicationAdministration administration, String code) {
    administration.setStatus(
        code.equals("not-done")
            ? MedicationAdministrationStatus.NOTDONE
            : MedicationAdministrationStatus.COMPLETED);
  }

  private static boolean deleted(
      Segment rxa, MedicationAdministration administration, Mapping mapping) {
    if (!rxa.field(21).text().equals("D")) {
      return false;
    }
    administration.setStatus(MedicationAdministrationStatus.ENTEREDINERROR);
    return true;
  }

  private static void remark(MedicationAdministration administration, CodeableConcept remark) {
    administration.addNote(new Annotation().setText(Medications.words(remark)));
  }
}

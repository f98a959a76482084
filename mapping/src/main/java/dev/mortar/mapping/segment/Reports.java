package dev.mortar.mapping.segment;

import dev.mortar.mapping.datatype.Codes;
import dev.mortar.mapping.datatype.Identifiers;
import dev.mortar.mapping.datatype.References;
import dev.mortar.mapping.datatype.Times;
import dev.mortar.mapping.table.CodeTable;
import dev.mortar.mapping.text.Segment;
import java.util.function.BiConsumer;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.DiagnosticReport.DiagnosticReportStatus;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Reference;

/** OBR and ORC to DiagnosticReport. */
public final class Reports {
  private static final String FUNCTION =
      "http://hl7.org/fhir/StructureDefinition/event-performerFunction";
  private static final String PARTICIPATION =
      "http://terminology.hl7.org/CodeSystem/v3-ParticipationType";
  private static final CodeTable STATUS = CodeTable.named("result-status");
  private static final CodeTable SECTION = CodeTable.named("diagnostic-service");

  public static final SegmentMap<DiagnosticReport> ORC =
      SegmentMap.<DiagnosticReport>of("ORC[DiagnosticReport]", "DiagnosticReport")
          .one(
              2, "identifier[1]", Identifiers.ei("placer", "PLAC"), DiagnosticReport::addIdentifier)
          .one(
              3,
              "identifier[2]",
              Identifiers.ei("filler", "FILL"),
              DiagnosticReport::addIdentifier);

  public static final SegmentMap<DiagnosticReport> OBR =
      SegmentMap.<DiagnosticReport>of("OBR[DiagnosticReport]", "DiagnosticReport")
          .one(2, "identifier[1]", Identifiers.ei("placer", "PLAC"), Reports::once)
          .one(3, "identifier[2]", Identifiers.ei("filler", "FILL"), Reports::once)
          .one(4, "code", Codes::cwe, DiagnosticReport::setCode)
          .one(
              7,
              "effectiveDateTime",
              Reports::isMoment,
              Times::dateTime,
              DiagnosticReport::setEffective)
          .one(7, "effectivePeriod.start", obr -> !isMoment(obr), Times::dateTime, Reports::start)
          .one(8, "effectivePeriod.end", Times::dateTime, Reports::end)
          .one(22, "issued", Times::instant, DiagnosticReport::setIssuedElement)
          .one(24, "category", Codes.cwe(SECTION, "0074"), DiagnosticReport::addCategory)
          .one(
              25,
              "status",
              Codes.code(STATUS),
              (report, code) -> report.setStatus(DiagnosticReportStatus.fromCode(code)))
          .each(
              32,
              "resultsInterpreter(Practitioner)",
              References::interpreter,
              DiagnosticReport::addResultsInterpreter)
          .ours("A PractitionerRole without an organisation says no more than the Practitioner")
          .each(34, "performer[1](Practitioner)", References::interpreter, performer("SPRF"))
          .ours("A PractitionerRole without an organisation says no more than the Practitioner")
          .each(35, "performer[2](Practitioner)", References::interpreter, performer("TRANS"))
          .ours("A PractitionerRole without an organisation says no more than the Practitioner");

  private Reports() {}

  private static boolean isMoment(Segment obr) {
    return !obr.field(8).isValued();
  }

  /** ORC-2 and OBR-2 should be one number, and so should ORC-3 and OBR-3. */
  private static void once(DiagnosticReport report, Identifier identifier) {
    boolean known = report.getIdentifier().stream().anyMatch(other -> other.equalsDeep(identifier));
    if (!known) {
      report.addIdentifier(identifier);
    }
  }

  private static void start(DiagnosticReport report, DateTimeType time) {
    period(report).setStartElement(time);
  }

  private static void end(DiagnosticReport report, DateTimeType time) {
    period(report).setEndElement(time);
  }

  private static Period period(DiagnosticReport report) {
    if (!(report.getEffective() instanceof Period)) {
      report.setEffective(new Period());
    }
    return report.getEffectivePeriod();
  }

  private static BiConsumer<DiagnosticReport, Reference> performer(String function) {
    return (report, person) -> {
      person.addExtension(
          FUNCTION,
          new CodeableConcept().addCoding(new Coding().setSystem(PARTICIPATION).setCode(function)));
      report.addPerformer(person);
    };
  }
}

package dev.mortar.mapping.segment;

import dev.mortar.mapping.Placing;
import dev.mortar.mapping.Placing.Role;
import dev.mortar.mapping.datatype.Codes;
import dev.mortar.mapping.datatype.Identifiers;
import dev.mortar.mapping.datatype.References;
import dev.mortar.mapping.datatype.Times;
import dev.mortar.mapping.table.CodeTable;
import java.util.function.BiConsumer;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Encounter.EncounterLocationStatus;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Reference;

/**
 * PV1 and PV2 to Encounter. The status comes from the trigger event, which the message map knows.
 */
public final class Encounters {
  private static final String TYPES = "http://terminology.hl7.org/CodeSystem/v2-0203";
  private static final String PARTICIPATION =
      "http://terminology.hl7.org/CodeSystem/v3-ParticipationType";
  private static final CodeTable CLASS = CodeTable.named("patient-class");
  private static final CodeTable ADMISSION = CodeTable.named("admission-type");
  private static final CodeTable SERVICE = CodeTable.named("hospital-service");

  public static final SegmentMap<Encounter> PV1 =
      SegmentMap.<Encounter>of("PV1[Encounter]", "Encounter")
          .one(2, "class", Codes.coding(CLASS, "0004"), Encounter::setClass_)
          .one(
              3,
              "location[1].location(Location)",
              References::location,
              at(EncounterLocationStatus.ACTIVE, Role.ASSIGNED))
          .one(4, "type", Codes.cwe(ADMISSION, "0007"), Encounter::addType)
          .one(
              5,
              "hospitalization.preAdmissionIdentifier",
              Identifiers.cx("preadmission"),
              (encounter, id) -> encounter.getHospitalization().setPreAdmissionIdentifier(id))
          .one(
              6,
              "location[2].location(Location)",
              References::location,
              at(EncounterLocationStatus.COMPLETED, Role.PRIOR))
          .each(
              7,
              "participant[1].individual(Practitioner)",
              References::practitioner,
              as("ATND", "attender"))
          .each(
              8,
              "participant[2].individual(Practitioner)",
              References::practitioner,
              as("REF", "referrer"))
          .each(
              9,
              "participant[3].individual(Practitioner)",
              References::practitioner,
              as("CON", "consultant"))
          .one(10, "serviceType", Codes.cwe(SERVICE, "0069"), Encounter::setServiceType)
          .one(
              11,
              "location[3].location(Location)",
              References::location,
              at(EncounterLocationStatus.ACTIVE, Role.BESIDE))
          .one(
              13,
              "hospitalization.reAdmission",
              Codes.table("0092"),
              (encounter, code) -> encounter.getHospitalization().setReAdmission(code))
          .one(
              14,
              "hospitalization.admitSource",
              Codes.table("0023"),
              (encounter, code) -> encounter.getHospitalization().setAdmitSource(code))
          .each(
              15,
              "hospitalization.specialArrangement",
              Codes.table("0009"),
              (encounter, code) -> encounter.getHospitalization().addSpecialArrangement(code))
          .one(
              16,
              "hospitalization.specialCourtesy",
              Codes.table("0099"),
              (encounter, code) -> encounter.getHospitalization().addSpecialCourtesy(code))
          .each(
              17,
              "participant[4].individual(Practitioner)",
              References::practitioner,
              as("ADM", "admitter"))
          .one(19, "identifier[1]", Identifiers.cx("visit"), Encounters::visitNumber)
          .one(
              36,
              "hospitalization.dischargeDisposition",
              Codes.table("0112"),
              (encounter, code) -> encounter.getHospitalization().setDischargeDisposition(code))
          .one(
              37,
              "hospitalization.destination(Location)",
              References::location,
              (encounter, place) -> encounter.getHospitalization().setDestination(place))
          .one(
              38,
              "hospitalization.dietPreference",
              Codes.table("0114"),
              (encounter, code) -> encounter.getHospitalization().addDietPreference(code))
          .one(
              42,
              "location[4].location(Location)",
              References::location,
              at(EncounterLocationStatus.RESERVED, Role.BESIDE))
          .one(44, "period.start", Times::dateTime, Encounters::start)
          .one(45, "period.end", Times::dateTime, Encounters::end)
          .one(50, "identifier[2]", Identifiers.cx("visit"), Encounter::addIdentifier)
          .each(
              52,
              "participant[5].individual(Practitioner)",
              References::practitioner,
              as("PART", "Participation"));

  public static final SegmentMap<Encounter> PV2 =
      SegmentMap.<Encounter>of("PV2[Encounter]", "Encounter")
          .one(
              1,
              "location[5].location(Location)",
              References::location,
              at(EncounterLocationStatus.PLANNED, Role.BESIDE))
          .one(3, "reasonCode[1]", Codes::cwe, Encounter::addReasonCode)
          .one(8, "extension[1].valueDateTime", Times::dateTime, planned("Start"))
          .one(9, "extension[2].valueDateTime", Times::dateTime, planned("End"))
          .each(
              13,
              "participant.individual(Practitioner)",
              References::practitioner,
              as("REF", "referrer"))
          .one(25, "priority", Codes::cwe, Encounter::setPriority);

  private Encounters() {}

  private static void visitNumber(Encounter encounter, Identifier identifier) {
    if (!identifier.hasType()) {
      identifier.getType().setText("visit number").addCoding().setSystem(TYPES).setCode("VN");
    }
    encounter.addIdentifier(identifier);
  }

  private static BiConsumer<Encounter, Reference> as(String role, String display) {
    Coding coding = new Coding(PARTICIPATION, role, display);
    return (encounter, person) -> {
      Encounter.EncounterParticipantComponent participant = encounter.addParticipant();
      participant.setIndividual(person).addType().addCoding(coding.copy());
    };
  }

  private static BiConsumer<Encounter, Reference> at(EncounterLocationStatus status, Role role) {
    return (encounter, place) ->
        Placing.mark(encounter.addLocation().setLocation(place).setStatus(status), role);
  }

  private static void start(Encounter encounter, DateTimeType time) {
    encounter.getPeriod().setStartElement(time);
  }

  private static void end(Encounter encounter, DateTimeType time) {
    encounter.getPeriod().setEndElement(time);
  }

  /** R5 has planned dates; this is their cross-version extension. */
  private static BiConsumer<Encounter, DateTimeType> planned(String which) {
    String url =
        "http://hl7.org/fhir/5.0/StructureDefinition/extension-Encounter.planned" + which + "Date";
    return (encounter, time) -> encounter.addExtension(url, time);
  }
}

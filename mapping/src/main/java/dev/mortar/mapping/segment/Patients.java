package dev.mortar.mapping.segment;

import static dev.mortar.mapping.segment.PatientSetters.extension;
import static dev.mortar.mapping.segment.PatientSetters.inner;

import dev.mortar.mapping.datatype.Addresses;
import dev.mortar.mapping.datatype.Codes;
import dev.mortar.mapping.datatype.Identifiers;
import dev.mortar.mapping.datatype.Names;
import dev.mortar.mapping.datatype.Primitives;
import dev.mortar.mapping.datatype.References;
import dev.mortar.mapping.datatype.Telecoms;
import dev.mortar.mapping.datatype.Times;
import dev.mortar.mapping.table.CodeTable;
import org.hl7.fhir.r4.model.ContactPoint.ContactPointUse;
import org.hl7.fhir.r4.model.Enumerations.AdministrativeGender;
import org.hl7.fhir.r4.model.Patient;

/** PID, PD1 and NK1 to Patient. */
public final class Patients {
  private static final CodeTable SEX = CodeTable.named("administrative-sex");
  private static final CodeTable MARITAL = CodeTable.named("marital-status");
  private static final CodeTable RELATION = CodeTable.named("relationship");
  private static final CodeTable ROLE = CodeTable.named("contact-role");
  private static final CodeTable RELIGION = CodeTable.named("religion");

  /** What the patient is known by; also run alone, for the ordering keys. */
  public static final SegmentMap<Patient> IDENTIFIERS =
      SegmentMap.<Patient>of("PID[Patient]", "Patient")
          .each(3, "identifier[2]", Identifiers.cx("patient"), PatientSetters::identifier)
          .one(2, "identifier[1]", Identifiers.cx("patient"), PatientSetters::identifier)
          .each(4, "identifier[3]", Identifiers.cx("patient"), PatientSetters::identifier)
          .one(19, "identifier[4].value", Primitives::text, PatientSetters::socialSecurity)
          .one(20, "identifier[5]", Identifiers.ei("license", "DL"), PatientSetters::identifier);

  public static final SegmentMap<Patient> PID =
      SegmentMap.<Patient>of("PID[Patient]", "Patient")
          .with(IDENTIFIERS)
          .each(5, "name[1]", Names::xpn, Patient::addName)
          .one(
              6,
              "extension[1].valueString",
              Primitives::nameWords,
              extension("patient-mothersMaidenName"))
          .one(7, "birthDate", Times::date, PatientSetters::birthDate)
          .one(
              7,
              "birthDate.extension[1].valueDateTime",
              pid -> pid.field(7).peek().length() > 8,
              Times::dateTime,
              PatientSetters::birthTime)
          .one(8, "gender", Codes.code(SEX), PatientSetters::gender)
          .each(9, "name[2]", Names::xpn, Patient::addName)
          .each(10, "extension(us-core-race)", Codes::cwe, PatientSetters::race)
          .ours("The guide leaves race to the realm; this is US Core 6.1's extension")
          .each(11, "address[1]", Addresses::xad, Patient::addAddress)
          .one(12, "address[1].district", Primitives::text, PatientSetters::district)
          .each(13, "telecom[1]", Telecoms.xtn(ContactPointUse.HOME), Patient::addTelecom)
          .each(14, "telecom[2]", Telecoms.xtn(ContactPointUse.WORK), Patient::addTelecom)
          .one(15, "communication.language", Codes.in("urn:ietf:bcp:47"), PatientSetters::language)
          .one(16, "maritalStatus", Codes.cwe(MARITAL, "0002"), Patient::setMaritalStatus)
          .one(
              17,
              "extension[2].valueCodeableConcept",
              Codes.cwe(RELIGION, "0006"),
              extension("patient-religion"))
          .each(22, "extension(us-core-ethnicity)", Codes::cwe, PatientSetters::ethnicity)
          .ours("The guide leaves ethnicity to the realm; this is US Core 6.1's extension")
          .one(23, "extension[3].valueAddress.text", Primitives::text, PatientSetters::birthPlace)
          .one(
              24,
              "multipleBirthBoolean",
              pid -> !pid.field(25).isValued(),
              Primitives::bool,
              Patient::setMultipleBirth)
          .one(25, "multipleBirthInteger", Primitives::whole, Patient::setMultipleBirth)
          .each(
              26,
              "extension[4].extension[1].valueCodeableConcept",
              Codes::cwe,
              inner("patient-citizenship", "code"))
          .one(
              28,
              "extension[5].extension[1].valueCodeableConcept",
              Codes::cwe,
              inner("patient-nationality", "code"))
          .one(29, "deceasedDateTime", Times::dateTime, Patient::setDeceased)
          .one(
              30,
              "deceasedBoolean",
              pid -> !pid.field(29).isValued(),
              Primitives::bool,
              Patient::setDeceased)
          .each(40, "telecom[3]", Telecoms::xtn, Patient::addTelecom);

  public static final SegmentMap<Patient> PD1 =
      SegmentMap.<Patient>of("PD1[Patient]", "Patient")
          .each(
              3,
              "generalPractitioner[1](Organization)",
              References::organization,
              Patient::addGeneralPractitioner)
          .each(
              4,
              "generalPractitioner[2](Practitioner)",
              References::practitioner,
              Patient::addGeneralPractitioner)
          .one(6, "extension[1].valueCodeableConcept", Codes::cwe, extension("patient-disability"));

  public static final SegmentMap<Patient.ContactComponent> NK1 =
      SegmentMap.<Patient.ContactComponent>of("NK1[Patient]", "Patient")
          .one(2, "contact.name", Names::xpn, Patient.ContactComponent::setName)
          .one(
              3,
              "contact.relationship[1]",
              Codes.cwe(RELATION, "0063"),
              Patient.ContactComponent::addRelationship)
          .one(4, "contact.address", Addresses::xad, Patient.ContactComponent::setAddress)
          .each(5, "contact.telecom[1]", Telecoms::xtn, Patient.ContactComponent::addTelecom)
          .each(
              6,
              "contact.telecom[2]",
              Telecoms.xtn(ContactPointUse.WORK),
              Patient.ContactComponent::addTelecom)
          .one(
              7,
              "contact.relationship[2]",
              Codes.cwe(ROLE, "0131"),
              Patient.ContactComponent::addRelationship)
          .one(
              8,
              "contact.period.start",
              Times::dateTime,
              (contact, time) -> contact.getPeriod().setStartElement(time))
          .one(
              9,
              "contact.period.end",
              Times::dateTime,
              (contact, time) -> contact.getPeriod().setEndElement(time))
          .one(
              13,
              "contact.organization[1](Organization)",
              References::organization,
              Patient.ContactComponent::setOrganization)
          .one(
              15,
              "contact.gender",
              Codes.code(SEX),
              (contact, code) -> contact.setGender(AdministrativeGender.fromCode(code)))
          .each(40, "contact.telecom[3]", Telecoms::xtn, Patient.ContactComponent::addTelecom);

  private Patients() {}
}

package dev.mortar.mapping.segment;

import dev.mortar.mapping.datatype.Addresses;
import dev.mortar.mapping.datatype.Codes;
import dev.mortar.mapping.datatype.Identifiers;
import dev.mortar.mapping.datatype.Names;
import dev.mortar.mapping.datatype.Telecoms;
import dev.mortar.mapping.datatype.Times;
import dev.mortar.mapping.table.CodeTable;
import org.hl7.fhir.r4.model.ContactPoint.ContactPointUse;
import org.hl7.fhir.r4.model.Enumerations.AdministrativeGender;
import org.hl7.fhir.r4.model.RelatedPerson;

/** NK1 and GT1 to RelatedPerson. */
public final class Relatives {
  private static final CodeTable SEX = CodeTable.named("administrative-sex");
  private static final CodeTable RELATION = CodeTable.named("relationship");
  private static final CodeTable ROLE = CodeTable.named("contact-role");
  private static final String NO_GUARANTOR = "The guide has no map of GT1";

  public static final SegmentMap<RelatedPerson> NK1 =
      SegmentMap.<RelatedPerson>of("NK1[RelatedPerson]", "RelatedPerson")
          .each(2, "name[1]", Names::xpn, RelatedPerson::addName)
          .one(3, "relationship[1]", Codes.cwe(RELATION, "0063"), RelatedPerson::addRelationship)
          .each(4, "address[1]", Addresses::xad, RelatedPerson::addAddress)
          .each(5, "telecom[1]", Telecoms::xtn, RelatedPerson::addTelecom)
          .each(6, "telecom[2]", Telecoms.xtn(ContactPointUse.WORK), RelatedPerson::addTelecom)
          .one(7, "relationship[2]", Codes.cwe(ROLE, "0131"), RelatedPerson::addRelationship)
          .one(
              8,
              "period.start",
              Times::dateTime,
              (person, time) -> person.getPeriod().setStartElement(time))
          .one(
              9,
              "period.end",
              Times::dateTime,
              (person, time) -> person.getPeriod().setEndElement(time))
          .one(12, "identifier[1]", Identifiers.cx("employee"), RelatedPerson::addIdentifier)
          .one(
              15,
              "gender",
              Codes.code(SEX),
              (person, code) -> person.setGender(AdministrativeGender.fromCode(code)))
          .one(16, "birthDate", Times::date, RelatedPerson::setBirthDateElement)
          .one(
              20,
              "communication.language",
              Codes.in("urn:ietf:bcp:47"),
              (person, language) -> person.addCommunication().setLanguage(language))
          .each(33, "identifier[2]", Identifiers.cx("relative"), RelatedPerson::addIdentifier)
          .each(40, "telecom[4]", Telecoms::xtn, RelatedPerson::addTelecom);

  public static final SegmentMap<RelatedPerson> GT1 =
      SegmentMap.<RelatedPerson>of("GT1[RelatedPerson]", "RelatedPerson")
          .each(2, "identifier", Identifiers.cx("guarantor"), RelatedPerson::addIdentifier)
          .ours(NO_GUARANTOR)
          .each(3, "name", Names::xpn, RelatedPerson::addName)
          .ours(NO_GUARANTOR)
          .each(5, "address", Addresses::xad, RelatedPerson::addAddress)
          .ours(NO_GUARANTOR)
          .each(6, "telecom", Telecoms.xtn(ContactPointUse.HOME), RelatedPerson::addTelecom)
          .ours(NO_GUARANTOR)
          .each(7, "telecom", Telecoms.xtn(ContactPointUse.WORK), RelatedPerson::addTelecom)
          .ours(NO_GUARANTOR)
          .one(8, "birthDate", Times::date, RelatedPerson::setBirthDateElement)
          .ours(NO_GUARANTOR)
          .one(
              9,
              "gender",
              Codes.code(SEX),
              (person, code) -> person.setGender(AdministrativeGender.fromCode(code)))
          .ours(NO_GUARANTOR)
          .one(11, "relationship", Codes.cwe(RELATION, "0063"), RelatedPerson::addRelationship)
          .ours(NO_GUARANTOR);

  private Relatives() {}
}

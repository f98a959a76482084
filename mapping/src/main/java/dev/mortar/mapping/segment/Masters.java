package dev.mortar.mapping.segment;

import dev.mortar.mapping.datatype.Addresses;
import dev.mortar.mapping.datatype.Codes;
import dev.mortar.mapping.datatype.Identifiers;
import dev.mortar.mapping.datatype.Mapping;
import dev.mortar.mapping.datatype.Names;
import dev.mortar.mapping.datatype.Primitives;
import dev.mortar.mapping.datatype.Telecoms;
import dev.mortar.mapping.datatype.Times;
import dev.mortar.mapping.table.CodeTable;
import dev.mortar.mapping.text.Value;
import org.hl7.fhir.r4.model.ActivityDefinition;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Enumerations.AdministrativeGender;
import org.hl7.fhir.r4.model.Location;
import org.hl7.fhir.r4.model.Practitioner;
import org.hl7.fhir.r4.model.PractitionerRole;
import org.jspecify.annotations.Nullable;

/**
 * Master files: STF and PRA to Practitioner and its role, LOC to Location, OM1 to what is offered.
 */
public final class Masters {
  private static final String NONE = "The guide has no map of master files";
  private static final CodeTable SEX = CodeTable.named("administrative-sex");

  public static final SegmentMap<Practitioner> STF =
      SegmentMap.<Practitioner>of("STF[Practitioner]", "Practitioner")
          .each(2, "identifier", Identifiers.cx("practitioner"), Practitioner::addIdentifier)
          .ours(NONE)
          .each(3, "name", Names::xpn, Practitioner::addName)
          .ours(NONE)
          .one(
              5,
              "gender",
              Codes.code(SEX),
              (person, code) -> person.setGender(AdministrativeGender.fromCode(code)))
          .ours(NONE)
          .one(6, "birthDate", Times::date, Practitioner::setBirthDateElement)
          .ours(NONE)
          .one(7, "active", Primitives::active, Practitioner::setActiveElement)
          .ours(NONE)
          .each(10, "telecom", Telecoms::xtn, Practitioner::addTelecom)
          .ours(NONE)
          .each(11, "address", Addresses::xad, Practitioner::addAddress)
          .ours(NONE)
          .each(15, "telecom", Telecoms::mail, Practitioner::addTelecom)
          .ours(NONE);

  public static final SegmentMap<Practitioner> PRA =
      SegmentMap.<Practitioner>of("PRA[Practitioner]", "Practitioner")
          .each(6, "identifier", Identifiers::pln, Practitioner::addIdentifier)
          .ours(NONE);

  public static final SegmentMap<PractitionerRole> ROLE =
      SegmentMap.<PractitionerRole>of("PRA[PractitionerRole]", "PractitionerRole")
          .each(3, "code", Codes.table("0186"), PractitionerRole::addCode)
          .ours(NONE)
          .each(5, "specialty", Masters::specialty, PractitionerRole::addSpecialty)
          .ours(NONE);

  public static final SegmentMap<Location> LOC =
      SegmentMap.<Location>of("LOC[Location]", "Location")
          .one(2, "description", Primitives::literal, Location::setDescription)
          .ours(NONE)
          .each(3, "type", Codes.table("0260"), Location::addType)
          .ours(NONE)
          .one(5, "address", Addresses::xad, Location::setAddress)
          .ours(NONE)
          .each(6, "telecom", Telecoms::xtn, Location::addTelecom)
          .ours(NONE);

  public static final SegmentMap<ActivityDefinition> OM1 =
      SegmentMap.<ActivityDefinition>of("OM1[ActivityDefinition]", "ActivityDefinition")
          .one(2, "code", Codes::cwe, ActivityDefinition::setCode)
          .ours("What can be ordered; limits of values are settings of their own")
          .one(7, "code", Codes::cwe, Masters::alsoCoded)
          .ours(NONE)
          .one(8, "title", Primitives::text, ActivityDefinition::setTitle)
          .ours(NONE)
          .one(21, "date", Times::dateTime, ActivityDefinition::setDateElement)
          .ours(NONE);

  private Masters() {}

  /** SPD: the name of the specialty. */
  private static @Nullable CodeableConcept specialty(Value spd, Mapping mapping) {
    String name = spd.component(1).text();
    return name.isEmpty() ? null : new CodeableConcept().setText(name);
  }

  private static void alsoCoded(ActivityDefinition activity, CodeableConcept code) {
    code.getCoding().forEach(activity.getCode()::addCoding);
  }
}

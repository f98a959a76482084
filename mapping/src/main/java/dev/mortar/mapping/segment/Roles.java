package dev.mortar.mapping.segment;

import dev.mortar.mapping.datatype.Addresses;
import dev.mortar.mapping.datatype.Codes;
import dev.mortar.mapping.datatype.Identifiers;
import dev.mortar.mapping.datatype.Mapping;
import dev.mortar.mapping.datatype.References;
import dev.mortar.mapping.datatype.Telecoms;
import dev.mortar.mapping.datatype.Times;
import dev.mortar.mapping.table.CodeTable;
import dev.mortar.mapping.text.Segment;
import dev.mortar.mapping.text.Value;
import java.util.List;
import org.hl7.fhir.r4.model.Address;
import org.hl7.fhir.r4.model.CareTeam;
import org.hl7.fhir.r4.model.CareTeam.CareTeamParticipantComponent;
import org.hl7.fhir.r4.model.Encounter.EncounterParticipantComponent;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.Practitioner;
import org.hl7.fhir.r4.model.PractitionerRole;
import org.hl7.fhir.r4.model.Procedure.ProcedurePerformerComponent;
import org.hl7.fhir.r4.model.Reference;

/** ROL: who cares for a patient, in which role and since when. */
public final class Roles {
  private static final CodeTable ROLE = CodeTable.named("provider-role");
  private static final String NONE = "The guide has no map of the roles of a procedure";

  /** The general practitioner: role PP beside the patient. */
  public static final SegmentMap<PractitionerRole> GENERAL_PRACTITIONER =
      who("ROL[Patient-GeneralPractitioner]", "Patient", "generalPractitioner")
          .one(
              3,
              "generalPractitioner(PractitionerRole.code)",
              Codes.cwe(ROLE, "0443"),
              PractitionerRole::addCode)
          .one(
              5,
              "generalPractitioner(PractitionerRole.period.start)",
              Times::dateTime,
              (role, time) -> role.getPeriod().setStartElement(time))
          .one(
              6,
              "generalPractitioner(PractitionerRole.period.end)",
              Times::dateTime,
              (role, time) -> role.getPeriod().setEndElement(time));

  /** Whoever stands beside a visit. */
  public static final SegmentMap<PractitionerRole> INDIVIDUAL =
      who("ROL[Encounter-PractitionerRole]", "Encounter", "participant[1].individual");

  /** What such a person is in the visit. */
  public static final SegmentMap<EncounterParticipantComponent> PARTICIPANT =
      SegmentMap.<EncounterParticipantComponent>of("ROL[Encounter-PractitionerRole]", "Encounter")
          .one(
              3,
              "participant[1].type",
              Codes.cwe(ROLE, "0443"),
              EncounterParticipantComponent::addType)
          .one(
              5,
              "participant[1].period.start",
              Times::dateTime,
              (participant, time) -> participant.getPeriod().setStartElement(time))
          .one(
              6,
              "participant[1].period.end",
              Times::dateTime,
              (participant, time) -> participant.getPeriod().setEndElement(time));

  /** Whoever else stands beside the patient. */
  public static final SegmentMap<CareTeamParticipantComponent> MEMBER =
      SegmentMap.<CareTeamParticipantComponent>of("ROL[CareTeam]", "CareTeam")
          .one(
              3,
              "participant.role[1]",
              Codes.cwe(ROLE, "0443"),
              CareTeamParticipantComponent::addRole)
          .one(
              4,
              "participant.member(Practitioner[1])",
              References::practitioner,
              CareTeamParticipantComponent::setMember)
          .one(
              5,
              "participant.period.start",
              Times::dateTime,
              (member, time) -> member.getPeriod().setStartElement(time))
          .one(
              6,
              "participant.period.end",
              Times::dateTime,
              (member, time) -> member.getPeriod().setEndElement(time))
          .each(
              9, "participant.role[2]", Codes.table("0286"), CareTeamParticipantComponent::addRole)
          .one(
              14,
              "participant.onBehalfOf(Organization[1])",
              rol -> rol.field(4).isValued(),
              References::organization,
              CareTeamParticipantComponent::setOnBehalfOf)
          .one(
              14,
              "participant.member(Organization[1])",
              rol -> !rol.field(4).isValued(),
              References::organization,
              CareTeamParticipantComponent::setMember);

  /** What a role says of the team as a whole. */
  public static final SegmentMap<CareTeam> TEAM =
      SegmentMap.<CareTeam>of("ROL[CareTeam]", "CareTeam")
          .one(8, "reasonCode", Codes::cwe, CareTeam::addReasonCode)
          .each(12, "telecom", Telecoms::xtn, CareTeam::addTelecom);

  public static final SegmentMap<ProcedurePerformerComponent> PERFORMER =
      SegmentMap.<ProcedurePerformerComponent>of("ROL[Procedure]", "Procedure")
          .one(
              3,
              "performer.function",
              Codes.cwe(ROLE, "0443"),
              ProcedurePerformerComponent::setFunction)
          .ours(NONE)
          .one(
              4,
              "performer.actor(Practitioner)",
              References::practitioner,
              ProcedurePerformerComponent::setActor)
          .ours(NONE)
          .one(
              14,
              "performer.onBehalfOf(Organization)",
              rol -> rol.field(4).isValued(),
              References::organization,
              ProcedurePerformerComponent::setOnBehalfOf)
          .ours(NONE);

  private Roles() {}

  /** What the two maps have in common that make a PractitionerRole. */
  private static SegmentMap<PractitionerRole> who(String map, String type, String element) {
    return SegmentMap.<PractitionerRole>of(map, type)
        .one(
            1,
            element + "(PractitionerRole.identifier)",
            Identifiers.ei("role", ""),
            PractitionerRole::addIdentifier)
        .one(
            4,
            element + "(PractitionerRole.practitioner)",
            References::practitioner,
            PractitionerRole::setPractitioner)
        .step(11, element + "(PractitionerRole.practitioner(Practitioner.address))", Roles::address)
        .ours("An address of work without a name is no Location that could be found again")
        .each(
            12, element + "(PractitionerRole.telecom)", Telecoms::xtn, PractitionerRole::addTelecom)
        .one(
            13,
            element + "(PractitionerRole.location(Location))",
            References::location,
            PractitionerRole::addLocation)
        .one(
            14,
            element + "(PractitionerRole.organization(Organization))",
            References::organization,
            PractitionerRole::setOrganization);
  }

  private static boolean address(Segment rol, PractitionerRole role, Mapping mapping) {
    return addresses(rol.field(11), role.getPractitioner(), mapping);
  }

  /** Only who has a number is a resource that can have an address. */
  static boolean addresses(Value field, Reference whose, Mapping mapping) {
    if (!whose.hasReference()) {
      return false;
    }
    List<Address> known =
        switch (mapping.transaction().resource(whose)) {
          case Practitioner person -> person.getAddress();
          case Organization organization -> organization.getAddress();
          default -> throw new IllegalArgumentException(whose.getReference());
        };
    boolean reached = false;
    int count = field.repetitions();
    for (int i = 1; i <= count; i++) {
      Address address =
          field.repetition(i).isValued() ? Addresses.xad(field.repetition(i), mapping) : null;
      if (address != null) {
        if (known.stream().noneMatch(address::equalsDeep)) {
          known.add(address);
        }
        reached = true;
      }
    }
    return reached;
  }
}

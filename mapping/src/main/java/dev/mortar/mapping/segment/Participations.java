package dev.mortar.mapping.segment;

import static dev.mortar.mapping.segment.ParticipationSteps.preferred;

import dev.mortar.mapping.datatype.Addresses;
import dev.mortar.mapping.datatype.Codes;
import dev.mortar.mapping.datatype.Identifiers;
import dev.mortar.mapping.datatype.References;
import dev.mortar.mapping.datatype.Telecoms;
import dev.mortar.mapping.datatype.Times;
import dev.mortar.mapping.text.Segment;
import java.util.List;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.CareTeam.CareTeamParticipantComponent;
import org.hl7.fhir.r4.model.Encounter.EncounterParticipantComponent;
import org.hl7.fhir.r4.model.PractitionerRole;
import org.hl7.fhir.r4.model.RelatedPerson;

/** PRT: who takes part, in which function and for whom; its devices are in {@link Devices}. */
public final class Participations {
  private static final String ALONE =
      "A PractitionerRole without an organisation says no more than the Practitioner";
  private static final String FUNCTION =
      "The function stands where the participation is; few of them need a PractitionerRole";
  private static final String ELSEWHERE = "The guide says this of the other roles only";
  private static final String PERIOD = "The guide does not say how long somebody takes part";
  private static final String CODED = "performer.extension[1].valueCodeableConcept";

  private static final SegmentMap<PractitionerRole> ROLE =
      role()
          .one(9, "location(Location)", References::location, PractitionerRole::addLocation)
          .step(14, "practitioner(Practitioner.address)", ParticipationSteps::address);

  /** The place of a result is the result's. */
  private static final SegmentMap<PractitionerRole> OBSERVER_ROLE =
      role().step(14, "practitioner(Practitioner.address)", ParticipationSteps::ownAddress);

  /** Role PP beside the patient. */
  public static final Part GENERAL_PRACTITIONER =
      new Part(general(), generalRole(), List.of(6, 8, 9, 11, 12, 15, 24), true, true);

  /** Every other provider beside the patient. */
  public static final Part MEMBER = new Part(member(), ROLE, List.of(6, 9, 15, 24), true, true);

  public static final Part ATTENDANT =
      some(person("Encounter", "participant.individual", "participant.type"));

  public static final Part OPERATOR =
      any(anybody("Procedure", "performer.actor", "performer.function"));

  public static final Part REQUESTER = first(anybody("ServiceRequest", "requester", ""));

  public static final Part PERFORMER = any(anybody("DiagnosticReport", "performer", CODED));

  public static final Part INTERPRETER = any(anybody("DiagnosticReport", "resultsInterpreter", ""));

  public static final Part COLLECTOR =
      new Part(person("Specimen", "collection.collector", ""), ROLE, more(), false, false);

  public static final Part OBSERVER =
      new Part(
          anybody("Observation", "performer", CODED),
          OBSERVER_ROLE,
          List.of(6, 8, 15, 24),
          true,
          true);

  public static final Part VACCINATOR =
      any(anybody("Immunization", "performer.actor", "performer.function"));

  public static final Part PRESCRIBER = first(anybody("MedicationRequest", "requester", ""));

  public static final Part DISPENSER =
      any(anybody("MedicationDispense", "performer.actor", "performer.function"));

  public static final Part ADMINISTRATOR =
      some(person("MedicationAdministration", "performer.actor", "performer.function"));

  public static final SegmentMap<CareTeamParticipantComponent> MEMBERSHIP =
      SegmentMap.<CareTeamParticipantComponent>of("PRT[CareTeam]", "CareTeam")
          .one(
              11,
              "participant.period.start",
              Times::dateTime,
              (member, time) -> member.getPeriod().setStartElement(time))
          .one(
              12,
              "participant.period.end",
              Times::dateTime,
              (member, time) -> member.getPeriod().setEndElement(time));

  public static final SegmentMap<EncounterParticipantComponent> ATTENDANCE =
      SegmentMap.<EncounterParticipantComponent>of("PRT[Encounter]", "Encounter")
          .one(
              11,
              "participant.period.start",
              Times::dateTime,
              (participant, time) -> participant.getPeriod().setStartElement(time))
          .ours(PERIOD)
          .one(
              12,
              "participant.period.end",
              Times::dateTime,
              (participant, time) -> participant.getPeriod().setEndElement(time))
          .ours(PERIOD);

  /** Somebody beside the patient who is no provider. */
  public static final SegmentMap<RelatedPerson> RELATED =
      SegmentMap.<RelatedPerson>of("PRT[RelatedPerson]", "RelatedPerson")
          .one(4, "relationship", ParticipationSteps::function, RelatedPerson::addRelationship)
          .step(5, "name", ParticipationSteps::relative)
          .one(
              11,
              "period.start",
              Times::dateTime,
              (person, time) -> person.getPeriod().setStartElement(time))
          .one(
              12,
              "period.end",
              Times::dateTime,
              (person, time) -> person.getPeriod().setEndElement(time))
          .each(14, "address", Addresses::xad, RelatedPerson::addAddress)
          .each(15, "telecom", Telecoms::xtn, RelatedPerson::addTelecom)
          .step(23, "telecom.extension[1].valueBoolean", preferred(RelatedPerson::getTelecom))
          .each(24, "identifier[2]", Identifiers::pln, RelatedPerson::addIdentifier);

  private Participations() {}

  /** All of them, for the page of rows. */
  static Stream<SegmentMap<?>> maps() {
    return Stream.concat(
        Stream.of(ROLE, GENERAL_PRACTITIONER.role(), MEMBERSHIP, ATTENDANCE, RELATED),
        Stream.of(
                GENERAL_PRACTITIONER,
                MEMBER,
                ATTENDANT,
                OPERATOR,
                REQUESTER,
                PERFORMER,
                INTERPRETER,
                COLLECTOR,
                OBSERVER,
                VACCINATOR,
                PRESCRIBER,
                DISPENSER,
                ADMINISTRATOR)
            .map(Part::alone));
  }

  private static List<Integer> more() {
    return List.of(6, 8, 9, 15, 24);
  }

  private static Part any(SegmentMap<PractitionerRole> alone) {
    return new Part(alone, ROLE, more(), true, true);
  }

  private static Part first(SegmentMap<PractitionerRole> alone) {
    return new Part(alone, ROLE, more(), true, false);
  }

  /** People and what they do for an organization, but no organization by itself. */
  private static Part some(SegmentMap<PractitionerRole> alone) {
    return new Part(alone, ROLE, more(), false, true);
  }

  private static SegmentMap<PractitionerRole> role() {
    return SegmentMap.<PractitionerRole>of("PRT[PractitionerRole]", "PractitionerRole")
        .one(4, "code", ParticipationSteps::function, PractitionerRole::addCode)
        .one(
            5,
            "practitioner(Practitioner)",
            References::practitioner,
            PractitionerRole::setPractitioner)
        .one(6, "specialty", Codes::cwe, PractitionerRole::addSpecialty)
        .one(
            8,
            "organization(Organization)",
            References::organization,
            PractitionerRole::setOrganization)
        .step(7, "organization(Organization.type)", ParticipationSteps::unit)
        .each(15, "telecom", Telecoms::xtn, PractitionerRole::addTelecom)
        .step(23, "telecom.extension[1].valueBoolean", preferred(PractitionerRole::getTelecom))
        .each(24, "identifier[2]", Identifiers::pln, PractitionerRole::addIdentifier);
  }

  private static SegmentMap<PractitionerRole> generalRole() {
    String element = "generalPractitioner(PractitionerRole.";
    return SegmentMap.<PractitionerRole>of(
            "PRT[Patient-GeneralPractitioner-PractitionerRole]", "Patient")
        .one(4, element + "code)", ParticipationSteps::function, PractitionerRole::addCode)
        .one(5, element + ")", References::practitioner, PractitionerRole::setPractitioner)
        .one(6, element + "specialty)", Codes::cwe, PractitionerRole::addSpecialty)
        .ours(ELSEWHERE)
        .one(
            8,
            element + "organization(Organization))",
            References::organization,
            PractitionerRole::setOrganization)
        .step(7, element + "organization(Organization.type))", ParticipationSteps::unit)
        .ours(ELSEWHERE)
        .one(
            9, element + "location(Location))", References::location, PractitionerRole::addLocation)
        .one(
            11,
            element + "period.start)",
            Times::dateTime,
            (role, time) -> role.getPeriod().setStartElement(time))
        .one(
            12,
            element + "period.end)",
            Times::dateTime,
            (role, time) -> role.getPeriod().setEndElement(time))
        .step(14, element + "Practitioner(Practitioner.address))", ParticipationSteps::address)
        .each(15, element + "telecom)", Telecoms::xtn, PractitionerRole::addTelecom)
        .step(23, element + "telecom.extension[1])", preferred(PractitionerRole::getTelecom))
        .ours(ELSEWHERE)
        .each(24, element + "identifier[2])", Identifiers::pln, PractitionerRole::addIdentifier);
  }

  private static SegmentMap<PractitionerRole> general() {
    String element = "generalPractitioner";
    return organization(
        element,
        SegmentMap.<PractitionerRole>of("PRT[Patient-GeneralPractitioner-Practitioner]", "Patient")
            .one(
                5,
                element + "(Practitioner)",
                References::practitioner,
                PractitionerRole::setPractitioner));
  }

  /** In a team an organization stands beside its member and needs no role. */
  private static SegmentMap<PractitionerRole> member() {
    return SegmentMap.<PractitionerRole>of("PRT[CareTeam]", "CareTeam")
        .one(4, "participant.role", ParticipationSteps::function, PractitionerRole::addCode)
        .one(
            5,
            "participant[1].member(Practitioner)",
            References::practitioner,
            PractitionerRole::setPractitioner)
        .one(
            8,
            "participant.member(Organization)",
            Participations::isOrganization,
            References::organization,
            PractitionerRole::setOrganization)
        .one(
            8,
            "participant.onBehalfOf(Organization)",
            prt -> !isOrganization(prt),
            References::organization,
            PractitionerRole::setOrganization)
        .step(7, "participant.member(Organization.type)", ParticipationSteps::unit)
        .ours(ELSEWHERE)
        .step(14, "participant[1].member(Practitioner.address)", ParticipationSteps::address)
        .step(15, "participant.member(Organization.telecom)", ParticipationSteps::telecom);
  }

  private static SegmentMap<PractitionerRole> person(String type, String element, String function) {
    SegmentMap<PractitionerRole> map =
        SegmentMap.<PractitionerRole>of("PRT[" + type + "]", type)
            .one(
                5,
                element + "(Practitioner)",
                References::practitioner,
                PractitionerRole::setPractitioner)
            .ours(ALONE)
            .step(14, element + "(Practitioner.address)", ParticipationSteps::ownAddress)
            .ours(ALONE);
    return function.isEmpty()
        ? map
        : map.one(4, function, ParticipationSteps::function, PractitionerRole::addCode)
            .ours(FUNCTION);
  }

  private static SegmentMap<PractitionerRole> anybody(
      String type, String element, String function) {
    return organization(element, person(type, element, function));
  }

  private static SegmentMap<PractitionerRole> organization(
      String element, SegmentMap<PractitionerRole> people) {
    return people
        .one(
            8,
            element + "(Organization)",
            Participations::isOrganization,
            References::organization,
            PractitionerRole::setOrganization)
        .ours(ALONE)
        .step(7, element + "(Organization.type)", ParticipationSteps::unit)
        .ours(ALONE)
        .step(
            14,
            element + "(Organization.address)",
            (prt, role, mapping) ->
                isOrganization(prt) && ParticipationSteps.ownAddress(prt, role, mapping))
        .ours(ALONE)
        .step(15, element + "(Organization.telecom)", ParticipationSteps::telecom)
        .ours(ALONE);
  }

  private static boolean isOrganization(Segment prt) {
    return !prt.field(5).isValued();
  }
}

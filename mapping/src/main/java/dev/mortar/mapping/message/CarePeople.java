package dev.mortar.mapping.message;

import static dev.mortar.mapping.message.Participants.at;
import static dev.mortar.mapping.message.Participants.beside;
import static dev.mortar.mapping.message.Participants.into;

import dev.mortar.mapping.datatype.Mapping;
import dev.mortar.mapping.message.Participants.Actor;
import dev.mortar.mapping.message.Participants.Place;
import dev.mortar.mapping.segment.Participations;
import dev.mortar.mapping.text.Segment;
import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.CareTeam;
import org.hl7.fhir.r4.model.CareTeam.CareTeamParticipantComponent;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Encounter.EncounterParticipantComponent;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Procedure;
import org.hl7.fhir.r4.model.RelatedPerson;

/** PRT behind PID, PV1 or PR1. */
final class CarePeople {
  private CarePeople() {}

  /** The general practitioner of a patient, the team of other providers, and relatives. */
  static void ofPatient(Node pid, CareTeam team, Subject subject, Mapping mapping) {
    List<Segment> prts = beside(pid);
    if (prts.isEmpty() || subject.patient() == null) {
      return;
    }
    List<Segment> doctors = at("general-practitioner", prts, mapping);
    List<Segment> others = new ArrayList<>(prts);
    others.removeAll(doctors);
    List<Segment> relatives = others.stream().filter(prt -> isRelative(prt, mapping)).toList();
    others.removeAll(relatives);
    Patient patient = (Patient) mapping.transaction().resource(subject.patient());
    Place practice =
        new Place(
            patient,
            "generalPractitioner",
            Participations.GENERAL_PRACTITIONER,
            (prt, actor) -> Participants.join(patient.getGeneralPractitioner(), actor));
    Place members =
        new Place(
            team,
            "participant",
            Participations.MEMBER,
            (prt, actor) -> team.addParticipant(member(prt, actor, mapping)));
    into(practice, doctors, subject, mapping);
    into(members, others, subject, mapping);
    relatives.forEach(prt -> relative(prt, subject, mapping));
  }

  static void ofVisit(Node pv1, Encounter encounter, Subject subject, Mapping mapping) {
    List<Segment> prts = beside(pv1);
    if (!prts.isEmpty()) {
      Place visit =
          new Place(
              encounter,
              "participant",
              Participations.ATTENDANT,
              (prt, actor) -> attend(prt, actor, encounter, mapping));
      into(visit, prts, subject, mapping);
    }
  }

  static void ofProcedure(Node pr1, Procedure procedure, Subject subject, Mapping mapping) {
    List<Segment> prts = beside(pr1);
    if (!prts.isEmpty()) {
      Place hands =
          new Place(
              procedure,
              "performer",
              Participations.OPERATOR,
              (prt, actor) -> perform(actor, procedure));
      into(hands, prts, subject, mapping);
    }
  }

  /** A person whose role no provider has; a kind of provider makes one of them. */
  private static boolean isRelative(Segment prt, Mapping mapping) {
    return prt.field(5).isValued()
        && prt.field(4).isValued()
        && !prt.field(6).isValued()
        && !Participants.isProvider(prt, mapping);
  }

  /** FHIR lets only people act for an organization; who needs a role names it there. */
  private static CareTeamParticipantComponent member(Segment prt, Actor actor, Mapping mapping) {
    CareTeamParticipantComponent member = new CareTeamParticipantComponent();
    Participations.MEMBERSHIP.apply(prt, member, mapping);
    CodeableConcept function = actor.function();
    if (function != null) {
      member.addRole(function);
    }
    if (actor.isAlone() && actor.said().hasPractitioner() && actor.said().hasOrganization()) {
      member.setOnBehalfOf(actor.said().getOrganization());
    }
    return member.setMember(actor.reference());
  }

  private static void attend(Segment prt, Actor actor, Encounter encounter, Mapping mapping) {
    EncounterParticipantComponent participant = new EncounterParticipantComponent();
    Participations.ATTENDANCE.apply(prt, participant, mapping);
    CodeableConcept function = actor.function();
    if (function != null) {
      participant.addType(function);
    }
    encounter
        .getParticipant()
        .removeIf(other -> actor.is(other.getIndividual(), other.getTypeFirstRep()));
    encounter.addParticipant(participant.setIndividual(actor.reference()));
  }

  private static void perform(Actor actor, Procedure procedure) {
    procedure.getPerformer().removeIf(other -> actor.is(other.getActor(), other.getFunction()));
    procedure.addPerformer().setFunction(actor.function()).setActor(actor.reference());
  }

  private static void relative(Segment prt, Subject subject, Mapping mapping) {
    if (Participants.isOver(prt, mapping)) {
      return;
    }
    RelatedPerson person = new RelatedPerson();
    Participations.RELATED.apply(prt, person, mapping);
    if (!person.hasName() && !person.hasIdentifier()) {
      CareRoles.nobody(prt, 5, mapping);
      return;
    }
    person.setPatient(subject.patient());
    Identifier number = person.getIdentifierFirstRep();
    String who =
        person.hasIdentifier()
            ? number.getSystem() + "|" + number.getValue()
            : person.getNameFirstRep().getNameAsSingleString();
    String what = prt.field(4).component(1).peek();
    mapping.transaction().byKeys(person, subject.key(), "PRT", who, what);
  }
}

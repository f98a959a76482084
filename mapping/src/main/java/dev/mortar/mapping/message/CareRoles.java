package dev.mortar.mapping.message;

import dev.mortar.mapping.MappingIssue.Code;
import dev.mortar.mapping.datatype.Mapping;
import dev.mortar.mapping.segment.Roles;
import dev.mortar.mapping.text.Paths;
import dev.mortar.mapping.text.Segment;
import dev.mortar.mapping.text.Value;
import java.util.List;
import org.hl7.fhir.r4.model.CareTeam;
import org.hl7.fhir.r4.model.CareTeam.CareTeamParticipantComponent;
import org.hl7.fhir.r4.model.CareTeam.CareTeamStatus;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Encounter.EncounterParticipantComponent;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.PractitionerRole;
import org.hl7.fhir.r4.model.Procedure;
import org.hl7.fhir.r4.model.Procedure.ProcedurePerformerComponent;
import org.hl7.fhir.r4.model.Reference;
import org.jspecify.annotations.Nullable;

/** ROL behind PID, PV1 or PR1. */
final class CareRoles {
  /** Deleted and unlinked: the role is over, and lists are sent as a whole. */
  private static final List<String> ENDED = List.of("DE", "UN");

  private CareRoles() {}

  /** The general practitioner of a patient, and the team of all others. */
  static void ofPatient(Node pid, Subject subject, Mapping mapping) {
    if (subject.patient() == null) {
      return;
    }
    CareTeam team = new CareTeam();
    for (Node rol : pid.children("ROL")) {
      if (isOver(rol.segment(), mapping)) {
        continue;
      }
      if (isGeneralPractitioner(rol.segment())) {
        practitioner(rol.segment(), subject, mapping);
      } else {
        member(rol.segment(), team, mapping);
      }
    }
    if (team.hasParticipant()) {
      team.setStatus(CareTeamStatus.ACTIVE).setSubject(subject.patient());
      // Two senders that know different people must not take turns in replacing each other's list.
      mapping.transaction().byKeys(team, subject.key(), "ROL", mapping.namespace());
    }
  }

  static void ofVisit(Node pv1, Encounter encounter, Subject subject, Mapping mapping) {
    for (Node rol : pv1.children("ROL")) {
      Reference individual =
          isOver(rol.segment(), mapping) ? null : role(rol.segment(), subject, mapping, false);
      if (individual != null) {
        EncounterParticipantComponent participant = encounter.addParticipant();
        Roles.PARTICIPANT.apply(rol.segment(), participant, mapping);
        participant.setIndividual(individual);
      }
    }
  }

  static void ofProcedure(Node pr1, Procedure procedure, Mapping mapping) {
    for (Node rol : pr1.children("ROL")) {
      if (isOver(rol.segment(), mapping)) {
        continue;
      }
      ProcedurePerformerComponent performer = new ProcedurePerformerComponent();
      Roles.PERFORMER.apply(rol.segment(), performer, mapping);
      if (performer.hasActor()) {
        procedure.addPerformer(performer);
      } else {
        nobody(rol.segment(), mapping);
      }
    }
  }

  private static void practitioner(Segment rol, Subject subject, Mapping mapping) {
    Reference role = role(rol, subject, mapping, true);
    if (role != null && subject.patient() != null) {
      Patient patient = (Patient) mapping.transaction().resource(subject.patient());
      patient.addGeneralPractitioner(role);
    }
  }

  /** Null if the role is nobody's. */
  private static @Nullable Reference role(
      Segment rol, Subject subject, Mapping mapping, boolean general) {
    PractitionerRole role = new PractitionerRole();
    (general ? Roles.GENERAL_PRACTITIONER : Roles.INDIVIDUAL).apply(rol, role, mapping);
    if (!role.hasPractitioner() && !role.hasOrganization()) {
      nobody(rol, mapping);
      return null;
    }
    String who = key(role.getPractitioner()) + "\n" + key(role.getOrganization());
    String what = rol.field(3).component(1).peek();
    Reference reference =
        role.hasIdentifier()
            ? mapping.transaction().byIdentifier(role, role.getIdentifierFirstRep())
            : mapping.transaction().byKeys(role, subject.key(), "ROL", what, who);
    boolean person = role.getPractitioner().hasDisplay();
    return reference.setDisplay(words(person ? role.getPractitioner() : role.getOrganization()));
  }

  private static String words(Reference reference) {
    return reference.hasDisplay() ? reference.getDisplay() : "";
  }

  private static void member(Segment rol, CareTeam team, Mapping mapping) {
    CareTeamParticipantComponent member = new CareTeamParticipantComponent();
    Roles.MEMBER.apply(rol, member, mapping);
    if (member.hasMember()) {
      team.addParticipant(member);
      Roles.TEAM.apply(rol, team, mapping);
    } else {
      nobody(rol, mapping);
    }
  }

  private static String key(Reference reference) {
    return reference.hasReference() ? reference.getReference() : words(reference);
  }

  /** Senders leave out that a role is of table 0443. */
  private static boolean isGeneralPractitioner(Segment rol) {
    Value role = rol.field(3);
    Value table = role.component(3);
    return role.component(1).is("PP") && (table.isEmpty() || table.is("HL70443"));
  }

  private static boolean isOver(Segment rol, Mapping mapping) {
    boolean over = rol.field(2).isAny(ENDED);
    if (over) {
      mapping.inform(
          Code.NOT_MAPPED, Paths.of(rol) + "-2", "The role is over; who has it is left out");
    }
    return over;
  }

  private static void nobody(Segment rol, Mapping mapping) {
    mapping.missing(Paths.of(rol) + "-4", "A role of nobody");
    mapping.message().drop(rol);
  }
}

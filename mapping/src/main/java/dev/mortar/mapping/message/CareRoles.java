package dev.mortar.mapping.message;

import dev.mortar.mapping.Entries;
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

/** ROL behind PID, PV1 or PR1, and PRT in the place of it. */
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
    CarePeople.ofPatient(pid, team, subject, mapping);
    boolean over = Entries.deleted(team).contains("participant");
    if (team.hasParticipant() || over) {
      team.setStatus(over ? CareTeamStatus.INACTIVE : CareTeamStatus.ACTIVE);
      team.setSubject(subject.patient());
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
    CarePeople.ofVisit(pv1, encounter, subject, mapping);
  }

  static void ofProcedure(Node pr1, Procedure procedure, Subject subject, Mapping mapping) {
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
    CarePeople.ofProcedure(pr1, procedure, subject, mapping);
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
    Reference reference =
        role.hasIdentifier()
            ? mapping.transaction().byIdentifier(role, role.getIdentifierFirstRep())
            : keyed(role, rol.field(3), subject, mapping);
    return reference.setDisplay(words(role));
  }

  /** A role of somebody in the care of one patient. */
  static Reference keyed(PractitionerRole role, Value code, Subject subject, Mapping mapping) {
    String who = key(role.getPractitioner()) + "\n" + key(role.getOrganization());
    String what = code.component(1).peek();
    return mapping.transaction().byKeys(role, subject.key(), "ROL", what, who);
  }

  static String words(PractitionerRole role) {
    boolean person = role.getPractitioner().hasDisplay();
    return words(person ? role.getPractitioner() : role.getOrganization());
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

  static String key(Reference reference) {
    return reference.hasReference() ? reference.getReference() : words(reference);
  }

  /** Senders leave out that a role is of table 0443. */
  private static boolean isGeneralPractitioner(Segment rol) {
    Value role = rol.field(3);
    Value table = role.component(3);
    return role.component(1).is("PP") && (table.isEmpty() || table.is("HL70443"));
  }

  private static boolean isOver(Segment rol, Mapping mapping) {
    return isOver(rol, ENDED, mapping);
  }

  static boolean isOver(Segment segment, List<String> ended, Mapping mapping) {
    boolean over = segment.field(2).isAny(ended);
    if (over) {
      mapping.inform(
          Code.NOT_MAPPED, Paths.of(segment) + "-2", "The role is over; who has it is left out");
    }
    return over;
  }

  private static void nobody(Segment rol, Mapping mapping) {
    nobody(rol, 4, mapping);
  }

  static void nobody(Segment segment, int field, Mapping mapping) {
    mapping.missing(Paths.of(segment) + "-" + field, "A role of nobody");
    mapping.message().drop(segment);
  }
}

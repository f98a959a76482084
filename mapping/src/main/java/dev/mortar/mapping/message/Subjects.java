package dev.mortar.mapping.message;

import dev.mortar.mapping.Entries;
import dev.mortar.mapping.MappingIssue.Code;
import dev.mortar.mapping.datatype.Codes;
import dev.mortar.mapping.datatype.Mapping;
import dev.mortar.mapping.segment.Encounters;
import dev.mortar.mapping.segment.Patients;
import dev.mortar.mapping.table.CodeTable;
import dev.mortar.mapping.text.Segment;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Encounter.EncounterStatus;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.jspecify.annotations.Nullable;

/** The patient and the visit of a message: PID, PD1, NK1, PV1, PV2. */
final class Subjects {
  private static final CodeTable EVENT = CodeTable.named("event-encounter-status");
  private static final CodeTable CLASS_STATUS = CodeTable.named("patient-class-status");

  private Subjects() {}

  /** The first patient and visit, for messages that are about one. */
  static Subject of(Node message, Mapping mapping) {
    Subject subject =
        message.child("PID").map(pid -> of(pid, message, mapping)).orElse(Subject.NOBODY);
    return message
        .child("PV1")
        .map(pv1 -> subject.at(visit(pv1, subject, mapping)))
        .orElse(subject);
  }

  static Subject of(Node pid, Node message, Mapping mapping) {
    if (isNobody(pid.segment())) {
      return Subject.NOBODY;
    }
    Patient patient = new Patient();
    Patients.PID.apply(pid.segment(), patient, mapping);
    pid.child("PD1").ifPresent(pd1 -> Patients.PD1.apply(pd1.segment(), patient, mapping));
    for (Node nk1 : pid.children("NK1")) {
      Patient.ContactComponent contact = new Patient.ContactComponent();
      Patients.NK1.apply(nk1.segment(), contact, mapping);
      if (!contact.isEmpty()) {
        patient.addContact(contact);
      }
    }
    if (mapping.trigger().equals("A29") && mapping.heading().type().startsWith("ADT")) {
      patient.setActive(false);
    }
    Identifier identifier = primary(patient.getIdentifier());
    if (identifier == null) {
      return unidentified(patient, mapping);
    }
    Reference reference = mapping.transaction().byIdentifier(patient, identifier);
    Subject subject = new Subject(reference, key(identifier, mapping), null);
    CareRoles.ofPatient(pid, subject, mapping);
    return subject;
  }

  /** True if there is neither a number nor a name. */
  static boolean isNobody(Segment pid) {
    for (int field : new int[] {3, 5, 2, 4, 19, 20}) {
      if (pid.field(field).isValued()) {
        return false;
      }
    }
    return true;
  }

  /** The medical record number if there is one, else what stands first. */
  static @Nullable Identifier primary(List<Identifier> identifiers) {
    for (Identifier identifier : identifiers) {
      if ("MR".equals(identifier.getType().getCodingFirstRep().getCode())) {
        return identifier;
      }
    }
    return identifiers.isEmpty() ? null : identifiers.getFirst();
  }

  static String key(Identifier identifier, Mapping mapping) {
    String key = identifier.getSystem() + "|" + identifier.getValue();
    mapping.partition(key);
    return key;
  }

  /** Results without a patient number must not be lost, nor given to somebody else. */
  private static Subject unidentified(Patient patient, Mapping mapping) {
    mapping.missing("PID-3", "No patient identifier; the patient is known by this message only");
    Reference reference =
        mapping.transaction().byKeys(patient, "unidentified", unidentifiedKey(mapping));
    String key = unidentifiedKey(mapping);
    mapping.partition(key);
    return new Subject(reference, key, null);
  }

  static String unidentifiedKey(Mapping mapping) {
    return mapping.namespace()
        + "|"
        + mapping.heading().controlId()
        + "|"
        + mapping.heading().time();
  }

  /** Null if the message holds no visit. */
  static @Nullable Reference visit(Node pv1, Subject subject, Mapping mapping) {
    Segment segment = pv1.segment();
    boolean numbered = segment.field(19).isValued() || segment.field(50).isValued();
    boolean adt = mapping.heading().type().startsWith("ADT");
    boolean none =
        segment.field(2).peek().equals("N") || !describesVisit(segment) || isPersonOnly(mapping);
    if (subject.patient() == null || !numbered && (!adt || none)) {
      return null;
    }
    Encounter encounter = new Encounter();
    Encounters.PV1.apply(segment, encounter, mapping);
    pv1.child("PV2").ifPresent(pv2 -> Encounters.PV2.apply(pv2.segment(), encounter, mapping));
    CareRoles.ofVisit(pv1, encounter, subject, mapping);
    encounter.setSubject(subject.patient());
    state(encounter, segment, mapping);
    Placings.mark(encounter, segment, mapping);
    if (encounter.hasIdentifier()) {
      return mapping.transaction().byIdentifier(encounter, encounter.getIdentifierFirstRep());
    }
    mapping.warn(
        Code.REQUIRED_MISSING, "PV1-19", "No visit number; taken for the patient's current visit");
    return mapping.transaction().byKeys(encounter, subject.key(), "unnumbered visit");
  }

  private static boolean describesVisit(Segment pv1) {
    for (int i = 2; i <= pv1.size(); i++) {
      if (pv1.field(i).isValued()) {
        return true;
      }
    }
    return false;
  }

  /** A28, A31 and A40 are about the person; their PV1 is a formality of the structure. */
  private static boolean isPersonOnly(Mapping mapping) {
    return switch (mapping.trigger()) {
      case "A24",
          "A28",
          "A29",
          "A30",
          "A31",
          "A34",
          "A37",
          "A39",
          "A40",
          "A43",
          "A46",
          "A47",
          "A60" ->
          true;
      default -> false;
    };
  }

  /** Status from the event; what does not tell it must not change it. */
  private static void state(Encounter encounter, Segment pv1, Mapping mapping) {
    Optional<CodeTable.Code> event = EVENT.find(mapping.trigger());
    boolean told = event.isPresent() && !event.get().target().equals("unknown");
    boolean ended = pv1.field(45).isValued() && !mapping.trigger().equals("A13");
    if (ended && !mapping.trigger().equals("A11")) {
      encounter.setStatus(EncounterStatus.FINISHED);
    } else if (told) {
      encounter.setStatus(EncounterStatus.fromCode(event.get().target()));
    } else {
      String byClass =
          Codes.lookup(CLASS_STATUS, pv1.field(2).peek(), mapping)
              .map(CodeTable.Code::target)
              .orElse("unknown");
      encounter.setStatus(EncounterStatus.fromCode(byClass));
      Entries.markInitial(encounter, "status");
    }
    if (!encounter.hasClass_()) {
      encounter.setClass_(
          new Coding("http://terminology.hl7.org/CodeSystem/v2-0004", "U", "Unknown"));
      Entries.markInitial(encounter, "class");
    }
    period(encounter, mapping);
  }

  /** The end of a discharge that does not say when is the time of the event. */
  private static void period(Encounter encounter, Mapping mapping) {
    if (mapping.trigger().equals("A03") && !encounter.getPeriod().hasEnd()) {
      mapping
          .eventTime()
          .ifPresent(
              time -> encounter.getPeriod().setEndElement(new DateTimeType(Date.from(time))));
    }
    if (mapping.trigger().equals("A13")) {
      Entries.markDeleted(encounter, "period.end");
      Entries.markDeleted(encounter, "hospitalization.dischargeDisposition");
    }
  }
}

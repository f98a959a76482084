package dev.mortar.mapping.message;

import dev.mortar.mapping.Entries;
import dev.mortar.mapping.MappingIssue.Code;
import dev.mortar.mapping.datatype.Mapping;
import dev.mortar.mapping.segment.Administrations;
import dev.mortar.mapping.segment.Dispenses;
import dev.mortar.mapping.segment.Dosages;
import dev.mortar.mapping.segment.Medications;
import dev.mortar.mapping.segment.Prescriptions;
import dev.mortar.mapping.segment.Supplies;
import dev.mortar.mapping.text.Paths;
import dev.mortar.mapping.text.Segment;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Dosage;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.MedicationAdministration;
import org.hl7.fhir.r4.model.MedicationAdministration.MedicationAdministrationStatus;
import org.hl7.fhir.r4.model.MedicationDispense;
import org.hl7.fhir.r4.model.MedicationDispense.MedicationDispenseStatus;
import org.hl7.fhir.r4.model.MedicationRequest;
import org.hl7.fhir.r4.model.MedicationRequest.MedicationRequestIntent;
import org.hl7.fhir.r4.model.MedicationRequest.MedicationRequestStatus;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Type;
import org.jspecify.annotations.Nullable;

/**
 * Pharmacy orders: a prescription (RXO, RXE) is a MedicationRequest, a dispense (RXD) a
 * MedicationDispense, a give (RXG) one instance of the prescription, and an administration (RXA) a
 * MedicationAdministration. What was done always leads to its prescription, by the order's number.
 */
final class Medicines {
  private final Subject subject;
  private final Results results;
  private final Mapping mapping;

  Medicines(Subject subject, Results results, Mapping mapping) {
    this.subject = subject;
    this.results = results;
    this.mapping = mapping;
  }

  static boolean isOne(OrderGroup group) {
    return group.details().stream().anyMatch(detail -> !detail.is("OBR"));
  }

  /**
   * @param reason why, such as the problem before the order, or null
   */
  void map(OrderGroup group, @Nullable Reference reason) {
    Dosage dosage = new Dosage();
    Node ordered = group.detail("RXE").or(() -> group.detail("RXO")).orElse(null);
    String number = number(group);
    Reference prescription =
        ordered == null && !group.details().isEmpty()
            ? implied(group, number)
            : prescription(group, ordered, number, dosage, reason);
    group.details("RXG").forEach(rxg -> give(group, rxg, number, prescription));
    group.details("RXD").forEach(rxd -> dispense(group, rxd, number, prescription, dosage));
    group.details("RXA").forEach(rxa -> administration(group, rxa, number, prescription));
  }

  private @Nullable Reference prescription(
      OrderGroup group,
      @Nullable Node ordered,
      String number,
      Dosage dosage,
      @Nullable Reference reason) {
    MedicationRequest request = new MedicationRequest();
    boolean done = isDone(group);
    List<Segment> people = Participants.beside(group.orc(), ordered);
    OrderPeople.ofPrescription(people, request, subject, mapping);
    if (group.orc() != null) {
      (done ? Prescriptions.ORDERED : Prescriptions.ORC)
          .apply(group.orc().segment(), request, mapping);
    }
    if (done) {
      request.setStatus(MedicationRequestStatus.ACTIVE);
      Entries.markInitial(request, "status");
    }
    if (ordered != null) {
      boolean encoded = ordered.is("RXE");
      (encoded ? Prescriptions.RXE : Prescriptions.RXO).apply(ordered.segment(), request, mapping);
      (encoded ? Dosages.RXE : Dosages.RXO).apply(ordered.segment(), dosage, mapping);
    }
    taken(group, ordered, dosage);
    notes(group, ordered, request);
    if (!dosage.isEmpty()) {
      request.addDosageInstruction(dosage);
    }
    if (reason != null) {
      request.addReasonReference(reason);
    }
    compound(request, group.parts("RXC"));
    medication(request, group.first());
    OrderPeople.complete(people, request, mapping);
    return store(request, number);
  }

  private static boolean isDone(OrderGroup group) {
    return group.details().stream()
        .anyMatch(detail -> detail.is("RXD") || detail.is("RXA") || detail.is("RXG"));
  }

  /** When and how it is taken, from the newest way to say so to the oldest. */
  private void taken(OrderGroup group, @Nullable Node ordered, Dosage dosage) {
    List<Node> timings = group.parts("TQ1");
    timings.stream().limit(1).forEach(tq1 -> Dosages.TQ1.apply(tq1.segment(), dosage, mapping));
    if (timings.isEmpty() && ordered != null && ordered.is("RXE")) {
      Dosages.RXE_TIMING.apply(ordered.segment(), dosage, mapping);
    }
    if (timings.isEmpty() && dosage.getTiming().isEmpty() && group.orc() != null) {
      Dosages.ORC.apply(group.orc().segment(), dosage, mapping);
    }
    group.parts("RXR").stream()
        .limit(1)
        .forEach(rxr -> Dosages.RXR.apply(rxr.segment(), dosage, mapping));
  }

  private void notes(OrderGroup group, @Nullable Node ordered, MedicationRequest request) {
    List<Node> owners = new ArrayList<>(group.parts("TQ1"));
    if (group.orc() != null) {
      owners.add(group.orc());
    }
    if (ordered != null) {
      owners.add(ordered);
      owners.addAll(ordered.children("RXR"));
    }
    for (Node owner : owners) {
      owner
          .children("NTE")
          .forEach(nte -> Prescriptions.NTE.apply(nte.segment(), request, mapping));
    }
  }

  private void compound(MedicationRequest request, List<Node> parts) {
    if (!parts.isEmpty()) {
      CodeableConcept code =
          request.hasMedicationCodeableConcept()
              ? request.getMedicationCodeableConcept()
              : new CodeableConcept().setText("compound");
      request.addContained(
          Medications.compound(code, parts.stream().map(Node::segment).toList(), mapping));
      request.setMedication(new Reference("#compound"));
    }
  }

  private void medication(MedicationRequest request, Segment first) {
    if (!request.hasMedication()) {
      mapping.warn(
          Code.REQUIRED_MISSING, Paths.of(first), "The order does not say which medication");
      request.setMedication(unknown());
      Entries.markInitial(request, "medication[x]");
    }
  }

  /** The prescription of something that was done: what is known of it holds only if it is new. */
  private @Nullable Reference implied(OrderGroup group, String number) {
    MedicationRequest request = new MedicationRequest();
    if (group.orc() != null) {
      Prescriptions.NUMBERS.apply(group.orc().segment(), request, mapping);
    }
    group
        .detail("RXD")
        .ifPresent(rxd -> Dispenses.PRESCRIPTION.apply(rxd.segment(), request, mapping));
    if (!request.hasIdentifier()) {
      return null;
    }
    request.setMedication(unknown()).setSubject(subject.patient());
    request.setStatus(MedicationRequestStatus.UNKNOWN).setIntent(MedicationRequestIntent.ORDER);
    for (String element : List.of("medication[x]", "subject", "status", "intent")) {
      Entries.markInitial(request, element);
    }
    return mapping.transaction().implied(request, subject.key(), number);
  }

  private Reference store(MedicationRequest request, String number) {
    if (!request.hasStatus()) {
      request.setStatus(MedicationRequestStatus.UNKNOWN);
      Entries.markInitial(request, "status");
    }
    request.setIntent(MedicationRequestIntent.ORDER);
    request.setSubject(subject.patient()).setEncounter(subject.encounter());
    return mapping.transaction().byKeys(request, subject.key(), results.unique(number));
  }

  /** One instance of the order that is to be given; nothing was given yet. */
  private void give(OrderGroup group, Node rxg, String number, @Nullable Reference order) {
    MedicationRequest give = new MedicationRequest();
    Dosage dosage = new Dosage();
    Prescriptions.RXG.apply(rxg.segment(), give, mapping);
    Dosages.RXG.apply(rxg.segment(), dosage, mapping);
    List<Node> timings = group.parts("TQ1");
    timings.stream().limit(1).forEach(tq1 -> Dosages.TQ1.apply(tq1.segment(), dosage, mapping));
    if (timings.isEmpty()) {
      Dosages.RXG_TIMING.apply(rxg.segment(), dosage, mapping);
    }
    rxg.child("RXR").ifPresent(rxr -> Dosages.RXR.apply(rxr.segment(), dosage, mapping));
    if (!dosage.isEmpty()) {
      give.addDosageInstruction(dosage);
    }
    medication(give, rxg.segment());
    give.setStatus(MedicationRequestStatus.ACTIVE);
    give.setIntent(MedicationRequestIntent.INSTANCEORDER);
    give.setSubject(subject.patient()).setEncounter(subject.encounter());
    if (order != null) {
      give.addBasedOn(order);
    }
    String key = number + "\ngive\n" + rxg.segment().field(1).peek();
    mapping.transaction().byKeys(give, subject.key(), results.unique(key));
  }

  private void dispense(
      OrderGroup group, Node rxd, String number, @Nullable Reference order, Dosage dosage) {
    MedicationDispense dispense = new MedicationDispense();
    if (group.orc() != null) {
      Dispenses.ORC.apply(group.orc().segment(), dispense, mapping);
    }
    Dispenses.RXD.apply(rxd.segment(), dispense, mapping);
    OrderPeople.ofDispense(group.orc(), rxd, dispense, subject, mapping);
    if (!dispense.hasStatus()) {
      dispense.setStatus(MedicationDispenseStatus.COMPLETED);
    }
    if (!dispense.hasMedication()) {
      mapping.missing(Paths.of(rxd.segment()) + "-2", "A dispense without a medication");
      dispense.setMedication(unknown());
    }
    if (dosage.isEmpty()) {
      taken(group, null, dosage);
    }
    if (!dosage.isEmpty()) {
      dispense.addDosageInstruction(dosage.copy());
    }
    Supplies.complete(dispense, dosage);
    dispense.setSubject(subject.patient()).setContext(subject.encounter());
    if (order != null) {
      dispense.addAuthorizingPrescription(order);
    }
    observed(rxd, number).forEach(dispense::addSupportingInformation);
    Segment segment = rxd.segment();
    String key =
        number + "\ndispense\n" + segment.field(1).peek() + "\n" + day(segment.field(3).peek());
    mapping.transaction().byKeys(dispense, subject.key(), results.unique(key));
  }

  private void administration(
      OrderGroup group, Node rxa, String number, @Nullable Reference order) {
    MedicationAdministration administration = new MedicationAdministration();
    if (group.orc() != null) {
      Administrations.ORC.apply(group.orc().segment(), administration, mapping);
    }
    Segment segment = rxa.segment();
    Administrations.RXA.apply(segment, administration, mapping);
    OrderPeople.ofAdministration(group.orc(), rxa, administration, subject, mapping);
    if (administration.getDosage().hasDose()) {
      group.parts("RXR").stream()
          .limit(1)
          .forEach(rxr -> Administrations.RXR.apply(rxr.segment(), administration, mapping));
    }
    if (!administration.hasStatus()) {
      administration.setStatus(MedicationAdministrationStatus.COMPLETED);
    }
    if (!administration.hasMedication()) {
      mapping.missing(Paths.of(segment) + "-5", "An administration without a medication");
      administration.setMedication(unknown());
    }
    if (!administration.hasEffective()) {
      mapping.missing(Paths.of(segment) + "-3", "No time of the administration");
      administration.setEffective(eventTime());
    }
    administration.setSubject(subject.patient()).setContext(subject.encounter());
    if (order != null) {
      administration.setRequest(order);
    }
    observed(rxa, number).forEach(administration::addSupportingInformation);
    String key =
        number + "\nadministration\n" + segment.field(2).peek() + "\n" + segment.field(3).peek();
    mapping.transaction().byKeys(administration, subject.key(), results.unique(key));
  }

  private List<Reference> observed(Node owner, String number) {
    return results.map(owner.children("OBX"), subject, Order.none(number));
  }

  private Type eventTime() {
    return new DateTimeType(Date.from(mapping.eventTime().orElse(mapping.raw().received())));
  }

  private static CodeableConcept unknown() {
    return new CodeableConcept().setText("unknown");
  }

  private static String day(String time) {
    return time.length() > 8 ? time.substring(0, 8) : time;
  }

  /** The placer's number, which all systems know, else another. */
  private String number(OrderGroup group) {
    MedicationRequest numbers = new MedicationRequest();
    if (group.orc() != null) {
      Prescriptions.NUMBERS.apply(group.orc().segment(), numbers, mapping);
    }
    if (!numbers.hasIdentifier()) {
      group
          .detail("RXD")
          .ifPresent(rxd -> Dispenses.PRESCRIPTION.apply(rxd.segment(), numbers, mapping));
      group
          .detail("RXE")
          .ifPresent(rxe -> Prescriptions.RXE_NUMBER.apply(rxe.segment(), numbers, mapping));
    }
    if (numbers.hasIdentifier()) {
      Identifier best = numbers.getIdentifierFirstRep();
      return best.getSystem() + "|" + best.getValue();
    }
    mapping.warn(
        Code.REQUIRED_MISSING,
        Paths.of(group.first()),
        "No order number; what follows on this order cannot be recognised");
    return mapping.namespace()
        + "|"
        + mapping.heading().controlId()
        + "|"
        + Paths.of(group.first());
  }
}

package dev.mortar.mapping.message;

import dev.mortar.mapping.datatype.Mapping;
import dev.mortar.mapping.segment.Immunizations;
import dev.mortar.mapping.segment.SegmentMap;
import dev.mortar.mapping.segment.VaccineFacts;
import dev.mortar.mapping.text.Paths;
import dev.mortar.mapping.text.Segment;
import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Immunization;
import org.hl7.fhir.r4.model.Immunization.ImmunizationStatus;
import org.hl7.fhir.r4.model.StringType;

/** VXU_V04: each RXA is an Immunization, with the US observations that are its properties. */
final class VxuV04 implements MessageMap {
  @Override
  public void map(Node message, Mapping mapping) {
    Subject subject = Subjects.of(message, mapping);
    if (subject.patient() == null) {
      mapping.missing("PID", "No patient");
      return;
    }
    Results results = new Results(mapping);
    new ClinicalFacts(subject, results, mapping).map(message);
    Affairs affairs = new Affairs(subject, mapping);
    affairs.relatives(message);
    affairs.insurances(message);
    Order none = Order.none(mapping.namespace() + "|" + mapping.heading().controlId());
    message.children("PID").forEach(pid -> results.map(pid.children("OBX"), subject, none));
    for (Node node : message.children()) {
      if (OrderGroup.isOne(node)) {
        OrderGroup group = OrderGroup.of(node);
        for (Node rxa : group.details("RXA")) {
          vaccination(group, rxa, subject, results, mapping);
        }
        if (group.details().isEmpty()) {
          results.map(group.parts("OBX"), subject, none);
        }
      }
    }
  }

  private static void vaccination(
      OrderGroup group, Node rxa, Subject subject, Results results, Mapping mapping) {
    Immunization immunization = new Immunization();
    if (group.orc() != null) {
      Immunizations.ORC.apply(group.orc().segment(), immunization, mapping);
      notes(group.orc(), immunization, mapping);
    }
    Segment segment = rxa.segment();
    Immunizations.RXA.apply(segment, immunization, mapping);
    notes(rxa, immunization, mapping);
    rxa.children("RXR").stream()
        .limit(1)
        .forEach(rxr -> Immunizations.RXR.apply(rxr.segment(), immunization, mapping));
    OrderPeople.ofVaccination(
        Participants.beside(group.orc(), rxa), immunization, subject, mapping);
    String number = number(immunization, segment, mapping);
    observations(rxa, number, immunization, subject, results, mapping);
    complete(immunization, segment, mapping);
    immunization.setPatient(subject.patient()).setEncounter(subject.encounter());
    mapping.transaction().byKeys(immunization, subject.key(), results.unique(number));
  }

  private static void notes(Node owner, Immunization immunization, Mapping mapping) {
    owner
        .children("NTE")
        .forEach(nte -> Immunizations.NTE.apply(nte.segment(), immunization, mapping));
  }

  /** A fact of the vaccination goes into it, all else is an observation of its own. */
  private static void observations(
      Node rxa,
      String number,
      Immunization immunization,
      Subject subject,
      Results results,
      Mapping mapping) {
    List<Node> others = new ArrayList<>();
    boolean numbered =
        rxa.children("OBX").stream()
            .anyMatch(obx -> obx.segment().field(3).component(1).is("30973-2"));
    for (Node obx : rxa.children("OBX")) {
      String code = obx.segment().field(3).component(1).peek();
      SegmentMap<Immunization> fact = VaccineFacts.BY_CODE.get(code);
      boolean orphan = !numbered && (code.equals("59782-3") || code.equals("59780-7"));
      if (fact == null || orphan || !obx.segment().field(5).isValued()) {
        others.add(obx);
      } else {
        fact.apply(obx.segment(), immunization, mapping);
        notes(obx, immunization, mapping);
      }
    }
    results.map(others, subject, Order.none(number));
  }

  /**
   * The filler's number, but registries send one number for several vaccinations and other systems
   * none at all: so with the vaccine and the day.
   */
  private static String number(Immunization immunization, Segment rxa, Mapping mapping) {
    Identifier best = null;
    for (Identifier identifier : immunization.getIdentifier()) {
      boolean filler = "FILL".equals(identifier.getType().getCodingFirstRep().getCode());
      best = best == null || filler ? identifier : best;
    }
    String day = rxa.field(3).peek();
    return (best == null ? mapping.namespace() : best.getSystem() + "|" + best.getValue())
        + "|"
        + rxa.field(5).component(1).peek()
        + "|"
        + (day.length() > 8 ? day.substring(0, 8) : day);
  }

  private static void complete(Immunization immunization, Segment rxa, Mapping mapping) {
    if (!immunization.hasStatus()) {
      immunization.setStatus(ImmunizationStatus.COMPLETED);
    }
    if (!immunization.hasVaccineCode()) {
      mapping.missing(Paths.of(rxa) + "-5", "A vaccination without a vaccine");
      immunization.setVaccineCode(new CodeableConcept().setText("unknown"));
    }
    if (!immunization.hasOccurrence()) {
      mapping.missing(Paths.of(rxa) + "-3", "No time of the vaccination");
      immunization.setOccurrence(new StringType("unknown"));
    }
  }
}

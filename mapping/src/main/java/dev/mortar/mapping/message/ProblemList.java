package dev.mortar.mapping.message;

import dev.mortar.mapping.datatype.Mapping;
import dev.mortar.mapping.segment.Problems;
import dev.mortar.mapping.text.Paths;
import dev.mortar.mapping.text.Segment;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.Goal;
import org.hl7.fhir.r4.model.Goal.GoalLifecycleStatus;
import org.hl7.fhir.r4.model.Reference;
import org.jspecify.annotations.Nullable;

/** Problems (PRB) with their goals (GOL) and observations. */
final class ProblemList {
  private static final String TERMINOLOGY = "http://terminology.hl7.org/CodeSystem/";

  private final Subject subject;
  private final Results results;
  private final Mapping mapping;
  private @Nullable Reference last;

  ProblemList(Subject subject, Results results, Mapping mapping) {
    this.subject = subject;
    this.results = results;
    this.mapping = mapping;
  }

  /** The problem that the orders behind it are for, or null. */
  @Nullable Reference map(Node node) {
    if (node.is("GOL")) {
      goal(node, last);
    } else {
      last = problem(node);
      node.children("GOL").forEach(goal -> goal(goal, last));
    }
    return last;
  }

  private @Nullable Reference problem(Node node) {
    Segment prb = node.segment();
    Condition condition = new Condition();
    Problems.PRB.apply(prb, condition, mapping);
    node.children("NTE").forEach(nte -> Problems.NTE.apply(nte.segment(), condition, mapping));
    if (!condition.hasCode()) {
      mapping.missing(Paths.of(prb) + "-3", "A problem without a code or words");
      mapping.message().drop(prb);
      return null;
    }
    condition.setSubject(subject.patient()).setEncounter(subject.encounter());
    condition
        .addCategory()
        .addCoding()
        .setSystem(TERMINOLOGY + "condition-category")
        .setCode("problem-list-item");
    state(condition, prb);
    String key = key("PRB", prb, condition.getCode());
    Reference reference = mapping.transaction().byKeys(condition, subject.key(), key);
    results
        .map(node.children("OBX"), subject, Order.none(key))
        .forEach(observed -> condition.addEvidence().addDetail(observed));
    return reference;
  }

  /** A problem that was deleted was an error; one that ended is resolved. */
  private static void state(Condition condition, Segment prb) {
    if (prb.field(1).is("DE")) {
      condition.setClinicalStatus(null);
      condition.setVerificationStatus(concept("condition-ver-status", "entered-in-error"));
    } else if (condition.hasAbatement()) {
      String code = condition.getClinicalStatus().getCodingFirstRep().getCode();
      boolean over = "inactive".equals(code) || "remission".equals(code);
      condition.setClinicalStatus(Problems.clinical(over ? code : "resolved"));
    } else if (!condition.hasClinicalStatus()) {
      condition.setClinicalStatus(Problems.clinical("active"));
    }
  }

  private void goal(Node node, @Nullable Reference problem) {
    Segment gol = node.segment();
    Goal goal = new Goal();
    Problems.GOL.apply(gol, goal, mapping);
    if (!goal.hasDescription()) {
      mapping.missing(Paths.of(gol) + "-3", "A goal without a code or words");
      mapping.message().drop(gol);
      return;
    }
    if (gol.field(1).is("DE")) {
      goal.setLifecycleStatus(GoalLifecycleStatus.ENTEREDINERROR);
    } else if (!goal.hasLifecycleStatus()) {
      goal.setLifecycleStatus(GoalLifecycleStatus.ACTIVE);
    }
    goal.setSubject(subject.patient());
    if (problem != null) {
      goal.addAddresses(problem);
    }
    String key = key("GOL", gol, goal.getDescription());
    results.map(node.children("OBX"), subject, Order.none(key)).forEach(goal::addOutcomeReference);
    mapping.transaction().byKeys(goal, subject.key(), key);
  }

  /** The number of the instance, else what it is. */
  private String key(String kind, Segment segment, CodeableConcept code) {
    String number = segment.field(4).component(1).peek();
    String same = number.isEmpty() ? ClinicalFacts.code(code) : mapping.namespace() + "|" + number;
    return results.unique(kind + "\n" + same);
  }

  private static CodeableConcept concept(String system, String code) {
    return new CodeableConcept(new Coding().setSystem(TERMINOLOGY + system).setCode(code));
  }
}

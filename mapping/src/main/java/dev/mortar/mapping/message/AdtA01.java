package dev.mortar.mapping.message;

import dev.mortar.mapping.datatype.Mapping;
import dev.mortar.mapping.segment.Clinical;
import dev.mortar.mapping.text.Paths;
import dev.mortar.mapping.text.Segment;
import org.hl7.fhir.r4.model.AllergyIntolerance;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Reference;

/**
 * ADT_A01 and the structures like it: the patient, the visit, diagnoses, allergies, measurements.
 */
final class AdtA01 implements MessageMap {
  private static final String TERMINOLOGY = "http://terminology.hl7.org/CodeSystem/";

  @Override
  public void map(Node message, Mapping mapping) {
    Subject subject = Subjects.of(message, mapping);
    if (subject.patient() == null) {
      mapping.missing("PID", "No patient");
      return;
    }
    Results results = new Results(mapping);
    for (Node dg1 : message.children("DG1")) {
      condition(dg1.segment(), subject, results, mapping);
    }
    for (Node al1 : message.children("AL1")) {
      allergy(al1.segment(), subject, results, mapping);
    }
    Order none = Order.none(mapping.namespace() + "|" + mapping.heading().controlId());
    for (Node pid : message.children("PID")) {
      results.map(pid.children("OBX"), subject, none);
    }
  }

  private static void condition(Segment dg1, Subject subject, Results results, Mapping mapping) {
    Condition condition = new Condition();
    Clinical.DG1.apply(dg1, condition, mapping);
    if (!condition.hasCode()) {
      mapping.missing(Paths.of(dg1) + "-3", "A diagnosis without a code or words");
      mapping.message().drop(dg1);
      return;
    }
    condition.setSubject(subject.patient()).setEncounter(subject.encounter());
    condition
        .addCategory()
        .addCoding()
        .setSystem(TERMINOLOGY + "condition-category")
        .setCode("encounter-diagnosis");
    String key = "DG1\n" + visit(subject) + "\n" + code(condition.getCode());
    Reference reference =
        mapping.transaction().byKeys(condition, subject.key(), results.unique(key));
    if (subject.encounter() != null) {
      Encounter visit = (Encounter) mapping.transaction().resource(subject.encounter());
      Clinical.DIAGNOSIS.apply(dg1, visit.addDiagnosis().setCondition(reference), mapping);
    }
  }

  private static void allergy(Segment al1, Subject subject, Results results, Mapping mapping) {
    AllergyIntolerance allergy = new AllergyIntolerance();
    Clinical.AL1.apply(al1, allergy, mapping);
    if (!allergy.hasCode()) {
      mapping.missing(Paths.of(al1) + "-3", "An allergy without a substance");
      mapping.message().drop(al1);
      return;
    }
    allergy.setPatient(subject.patient());
    allergy
        .getClinicalStatus()
        .addCoding()
        .setSystem(TERMINOLOGY + "allergyintolerance-clinical")
        .setCode("active");
    String key = "AL1\n" + code(allergy.getCode());
    mapping.transaction().byKeys(allergy, subject.key(), results.unique(key));
  }

  private static String visit(Subject subject) {
    return subject.encounter() == null ? "" : subject.encounter().getReference();
  }

  /** The first code, else the words: what makes a diagnosis or an allergy the same one. */
  private static String code(CodeableConcept concept) {
    Coding coding = concept.getCodingFirstRep();
    return coding.hasCode() ? coding.getSystem() + "|" + coding.getCode() : concept.getText();
  }
}

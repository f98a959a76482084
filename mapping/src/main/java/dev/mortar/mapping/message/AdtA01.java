package dev.mortar.mapping.message;

import dev.mortar.mapping.datatype.Mapping;
import dev.mortar.mapping.segment.Clinical;
import org.hl7.fhir.r4.model.AllergyIntolerance;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Condition;

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
    for (Node dg1 : message.children("DG1")) {
      condition(dg1, subject, mapping);
    }
    for (Node al1 : message.children("AL1")) {
      allergy(al1, subject, mapping);
    }
    Order none = Order.none(mapping.namespace() + "|" + mapping.heading().controlId());
    Results results = new Results(mapping);
    for (Node pid : message.children("PID")) {
      results.map(pid.children("OBX"), subject, none);
    }
  }

  private static void condition(Node dg1, Subject subject, Mapping mapping) {
    Condition condition = new Condition();
    Clinical.DG1.apply(dg1.segment(), condition, mapping);
    if (!condition.hasCode()) {
      return;
    }
    condition.setSubject(subject.patient()).setEncounter(subject.encounter());
    condition
        .addCategory()
        .addCoding()
        .setSystem(TERMINOLOGY + "condition-category")
        .setCode("encounter-diagnosis");
    mapping
        .transaction()
        .byKeys(condition, subject.key(), visit(subject), code(condition.getCode()));
  }

  private static void allergy(Node al1, Subject subject, Mapping mapping) {
    AllergyIntolerance allergy = new AllergyIntolerance();
    Clinical.AL1.apply(al1.segment(), allergy, mapping);
    if (!allergy.hasCode()) {
      return;
    }
    allergy.setPatient(subject.patient());
    allergy
        .getClinicalStatus()
        .addCoding()
        .setSystem(TERMINOLOGY + "allergyintolerance-clinical")
        .setCode("active");
    mapping.transaction().byKeys(allergy, subject.key(), code(allergy.getCode()));
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

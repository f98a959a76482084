package dev.mortar.mapping.message;

import dev.mortar.mapping.datatype.Mapping;
import dev.mortar.mapping.segment.Clinical;
import dev.mortar.mapping.segment.Procedures;
import dev.mortar.mapping.text.Paths;
import dev.mortar.mapping.text.Segment;
import java.util.List;
import java.util.Objects;
import org.hl7.fhir.r4.model.AllergyIntolerance;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Procedure;
import org.hl7.fhir.r4.model.Procedure.ProcedureStatus;
import org.hl7.fhir.r4.model.Reference;
import org.jspecify.annotations.Nullable;

/** Diagnoses, allergies and procedures that stand beside whatever else a message says. */
final class ClinicalFacts {
  private static final String TERMINOLOGY = "http://terminology.hl7.org/CodeSystem/";

  private final Subject subject;
  private final Results results;
  private final Mapping mapping;

  ClinicalFacts(Subject subject, Results results, Mapping mapping) {
    this.subject = subject;
    this.results = results;
    this.mapping = mapping;
  }

  /** All that belong to no order; where the diagnoses lead. */
  List<Reference> map(Node message) {
    List<Reference> diagnoses = conditions(message.children("DG1"));
    message.children("AL1").forEach(al1 -> allergy(al1.segment(), false));
    message.children("IAM").forEach(iam -> allergy(iam.segment(), true));
    message.children("PR1").forEach(this::procedure);
    return diagnoses;
  }

  /** Null if there is neither a code nor words. */
  @Nullable Reference condition(Segment dg1) {
    Condition condition = new Condition();
    Clinical.DG1.apply(dg1, condition, mapping);
    if (!condition.hasCode()) {
      mapping.missing(Paths.of(dg1) + "-3", "A diagnosis without a code or words");
      mapping.message().drop(dg1);
      return null;
    }
    condition.setSubject(subject.patient()).setEncounter(subject.encounter());
    condition
        .addCategory()
        .addCoding()
        .setSystem(TERMINOLOGY + "condition-category")
        .setCode("encounter-diagnosis");
    String key = "DG1\n" + visit() + "\n" + code(condition.getCode());
    Reference reference =
        mapping.transaction().byKeys(condition, subject.key(), results.unique(key));
    if (subject.encounter() != null) {
      Encounter visit = (Encounter) mapping.transaction().resource(subject.encounter());
      Clinical.DIAGNOSIS.apply(dg1, visit.addDiagnosis().setCondition(reference), mapping);
    }
    return reference;
  }

  /** Where the diagnoses of an order or a charge lead. */
  List<Reference> conditions(List<Node> dg1s) {
    return dg1s.stream().map(dg1 -> condition(dg1.segment())).filter(Objects::nonNull).toList();
  }

  private void allergy(Segment segment, boolean adverse) {
    AllergyIntolerance allergy = new AllergyIntolerance();
    (adverse ? Clinical.IAM : Clinical.AL1).apply(segment, allergy, mapping);
    if (!allergy.hasCode()) {
      mapping.missing(Paths.of(segment) + "-3", "An allergy without a substance");
      mapping.message().drop(segment);
      return;
    }
    allergy.setPatient(subject.patient());
    if (!allergy.hasClinicalStatus() && !allergy.hasVerificationStatus()) {
      allergy
          .getClinicalStatus()
          .addCoding()
          .setSystem(TERMINOLOGY + "allergyintolerance-clinical")
          .setCode("active");
    } else if (allergy.hasVerificationStatus()) {
      allergy.setClinicalStatus(null);
    }
    String key = "AL1\n" + code(allergy.getCode());
    mapping.transaction().byKeys(allergy, subject.key(), results.unique(key));
  }

  private void procedure(Node node) {
    Segment pr1 = node.segment();
    Procedure procedure = new Procedure();
    Procedures.PR1.apply(pr1, procedure, mapping);
    if (!procedure.hasCode()) {
      mapping.missing(Paths.of(pr1) + "-3", "A procedure without a code or words");
      mapping.message().drop(pr1);
      return;
    }
    CareRoles.ofProcedure(node, procedure, subject, mapping);
    procedure.setStatus(ProcedureStatus.COMPLETED);
    procedure.setSubject(subject.patient()).setEncounter(subject.encounter());
    String number =
        procedure.hasIdentifier()
            ? procedure.getIdentifierFirstRep().getValue()
            : visit() + "\n" + code(procedure.getCode()) + "\n" + pr1.field(5).peek();
    mapping.transaction().byKeys(procedure, subject.key(), results.unique("PR1\n" + number));
  }

  private String visit() {
    return subject.encounter() == null ? "" : subject.encounter().getReference();
  }

  /** The first code, else the words: what makes a diagnosis or an allergy the same one. */
  static String code(CodeableConcept concept) {
    Coding coding = concept.getCodingFirstRep();
    return coding.hasCode() ? coding.getSystem() + "|" + coding.getCode() : concept.getText();
  }
}

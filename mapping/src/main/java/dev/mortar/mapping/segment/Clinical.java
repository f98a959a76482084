package dev.mortar.mapping.segment;

import dev.mortar.mapping.datatype.Codes;
import dev.mortar.mapping.datatype.Identifiers;
import dev.mortar.mapping.datatype.Primitives;
import dev.mortar.mapping.datatype.References;
import dev.mortar.mapping.datatype.Times;
import dev.mortar.mapping.table.CodeTable;
import dev.mortar.mapping.text.Segment;
import dev.mortar.mapping.text.Value;
import org.hl7.fhir.r4.model.AllergyIntolerance;
import org.hl7.fhir.r4.model.AllergyIntolerance.AllergyIntoleranceCategory;
import org.hl7.fhir.r4.model.AllergyIntolerance.AllergyIntoleranceCriticality;
import org.hl7.fhir.r4.model.AllergyIntolerance.AllergyIntoleranceSeverity;
import org.hl7.fhir.r4.model.AllergyIntolerance.AllergyIntoleranceType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.IntegerType;

/** DG1 to Condition, AL1 and IAM to AllergyIntolerance. */
public final class Clinical {
  private static final CodeTable CATEGORY = CodeTable.named("allergen-category");
  private static final CodeTable TYPE = CodeTable.named("allergy-type");
  private static final CodeTable DIAGNOSIS_TYPE = CodeTable.named("diagnosis-type");
  private static final CodeTable CRITICALITY = CodeTable.named("allergy-criticality");
  private static final CodeTable CLINICAL = CodeTable.named("allergy-status");
  private static final CodeTable SEVERITY = CodeTable.named("allergy-severity");

  public static final SegmentMap<Condition> DG1 =
      SegmentMap.<Condition>of("DG1[Condition]", "Condition")
          .one(3, "code[1]", Codes::cwe, Condition::setCode)
          .one(4, "code[1].text", Primitives::text, Clinical::text)
          .one(5, "onsetDateTime", Times::dateTime, Condition::setOnset)
          .one(16, "asserter(Practitioner)", References::practitioner, Condition::setAsserter)
          .one(19, "recordedDate", Times::dateTime, Condition::setRecordedDateElement)
          .one(20, "identifier", Identifiers.ei("condition", ""), Condition::addIdentifier)
          .one(
              21,
              "verificationStatus.coding.code",
              dg1 -> dg1.field(21).peek().equals("D"),
              Primitives::text,
              (condition, delete) ->
                  condition.setVerificationStatus(verification("entered-in-error")));

  public static final SegmentMap<Encounter.DiagnosisComponent> DIAGNOSIS =
      SegmentMap.<Encounter.DiagnosisComponent>of("DG1[Encounter]", "Encounter")
          .one(
              6,
              "diagnosis.use",
              Codes.cwe(DIAGNOSIS_TYPE, "0052"),
              Encounter.DiagnosisComponent::setUse)
          .one(15, "diagnosis.rank", Clinical::isRank, Primitives::whole, Clinical::rank);

  public static final SegmentMap<AllergyIntolerance> AL1 =
      SegmentMap.<AllergyIntolerance>of("AL1[AllergyIntolerance]", "AllergyIntolerance")
          .one(
              2,
              "category",
              al1 -> CATEGORY.find(al1.field(2).peek()).isPresent(),
              Codes.code(CATEGORY),
              (allergy, code) -> allergy.addCategory(AllergyIntoleranceCategory.fromCode(code)))
          .one(
              2,
              "type",
              Codes.code(TYPE),
              (allergy, code) -> allergy.setType(AllergyIntoleranceType.fromCode(code)))
          .one(3, "code", Codes::cwe, AllergyIntolerance::setCode)
          .one(
              4,
              "criticality",
              al1 -> CRITICALITY.find(al1.field(4).component(1).peek()).isPresent(),
              Codes.code(CRITICALITY),
              Clinical::criticality)
          .one(
              4,
              "reaction.severity",
              al1 -> al1.field(5).isValued(),
              Codes.code(SEVERITY),
              Clinical::severity)
          .each(
              5,
              "reaction.manifestation.text",
              Primitives::literal,
              (allergy, text) -> allergy.getReactionFirstRep().addManifestation().setText(text))
          .one(6, "onsetDateTime", Times::dateTime, AllergyIntolerance::setOnset);

  public static final SegmentMap<AllergyIntolerance> IAM =
      SegmentMap.<AllergyIntolerance>of("IAM[AllergyIntolerance]", "AllergyIntolerance")
          .one(
              2,
              "category",
              iam -> CATEGORY.find(iam.field(2).component(1).peek()).isPresent(),
              Codes.code(CATEGORY),
              (allergy, code) -> allergy.addCategory(AllergyIntoleranceCategory.fromCode(code)))
          .one(
              2,
              "type",
              Codes.code(TYPE),
              (allergy, code) -> allergy.setType(AllergyIntoleranceType.fromCode(code)))
          .one(3, "code[1]", Codes::cwe, AllergyIntolerance::setCode)
          .one(
              4,
              "criticality",
              iam -> CRITICALITY.find(iam.field(4).component(1).peek()).isPresent(),
              Codes.code(CRITICALITY),
              Clinical::criticality)
          .one(
              4,
              "reaction.severity",
              iam -> iam.field(5).isValued() && isSeverity(iam.field(4)),
              Codes.code(SEVERITY),
              Clinical::severity)
          .each(
              5,
              "reaction.manifestation.text",
              Primitives::literal,
              (allergy, text) -> allergy.getReactionFirstRep().addManifestation().setText(text))
          .one(
              6,
              "verificationStatus",
              iam -> iam.field(6).is("D"),
              Primitives::text,
              Clinical::wrong)
          .ours("An allergy that is deleted was an error")
          .one(7, "identifier", Identifiers.ei("allergy", ""), AllergyIntolerance::addIdentifier)
          .one(11, "onsetDateTime", Times::dateTime, AllergyIntolerance::setOnset)
          .one(
              12,
              "onsetString",
              iam -> !iam.field(11).isValued(),
              Primitives::string,
              AllergyIntolerance::setOnset)
          .one(13, "recordedDate", Times::dateTime, AllergyIntolerance::setRecordedDateElement)
          .one(17, "clinicalStatus", Codes.code(CLINICAL), Clinical::clinicalStatus)
          .one(27, "code[1]", Codes::cwe, Clinical::alsoCoded);

  private Clinical() {}

  private static boolean isSeverity(Value field) {
    return SEVERITY.find(field.component(1).peek()).isPresent();
  }

  private static void severity(AllergyIntolerance allergy, String code) {
    allergy.getReactionFirstRep().setSeverity(AllergyIntoleranceSeverity.fromCode(code));
  }

  private static void criticality(AllergyIntolerance allergy, String code) {
    allergy.setCriticality(AllergyIntoleranceCriticality.fromCode(code));
  }

  private static void wrong(AllergyIntolerance allergy, String delete) {
    allergy
        .getVerificationStatus()
        .addCoding()
        .setSystem("http://terminology.hl7.org/CodeSystem/allergyintolerance-verification")
        .setCode("entered-in-error");
  }

  /** FHIR's value set is a required one. */
  private static void clinicalStatus(AllergyIntolerance allergy, String code) {
    allergy
        .getClinicalStatus()
        .addCoding()
        .setSystem("http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical")
        .setCode(code);
  }

  private static void alsoCoded(AllergyIntolerance allergy, CodeableConcept code) {
    code.getCoding().forEach(allergy.getCode()::addCoding);
  }

  /** Table 0359 knows 0 for "not included"; FHIR counts from 1. */
  private static boolean isRank(Segment dg1) {
    return !dg1.field(15).is("0");
  }

  private static void rank(Encounter.DiagnosisComponent diagnosis, IntegerType rank) {
    diagnosis.setRank(rank.getValue());
  }

  /** The description stands beside the code; a text that the code brought stays. */
  private static void text(Condition condition, String text) {
    if (condition.getCode().hasText() && !condition.getCode().getText().equals(text)) {
      condition.getCode().addCoding().setDisplay(text);
    } else {
      condition.getCode().setText(text);
    }
  }

  static CodeableConcept verification(String code) {
    return new CodeableConcept(
        new Coding()
            .setSystem("http://terminology.hl7.org/CodeSystem/condition-ver-status")
            .setCode(code));
  }
}

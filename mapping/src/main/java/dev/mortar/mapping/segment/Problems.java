package dev.mortar.mapping.segment;

import dev.mortar.mapping.datatype.Codes;
import dev.mortar.mapping.datatype.Identifiers;
import dev.mortar.mapping.datatype.Primitives;
import dev.mortar.mapping.datatype.Times;
import dev.mortar.mapping.table.CodeTable;
import dev.mortar.mapping.text.Value;
import org.hl7.fhir.r4.model.Annotation;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.Goal;
import org.hl7.fhir.r4.model.Goal.GoalLifecycleStatus;

/** PRB to Condition, GOL to Goal. */
public final class Problems {
  private static final String NONE = "The guide has no map of problems and goals";
  private static final String TERMINOLOGY = "http://terminology.hl7.org/CodeSystem/";
  private static final CodeTable STATUS = CodeTable.named("problem-status");
  private static final CodeTable CERTAINTY = CodeTable.named("problem-certainty");
  private static final CodeTable GOAL_STATUS = CodeTable.named("goal-status");

  public static final SegmentMap<Condition> PRB =
      SegmentMap.<Condition>of("PRB[Condition]", "Condition")
          .one(3, "code", Codes::cwe, Condition::setCode)
          .ours(NONE)
          .one(4, "identifier", Identifiers.ei("problem", ""), Condition::addIdentifier)
          .ours(NONE)
          .one(7, "recordedDate", Times::dateTime, Condition::setRecordedDateElement)
          .ours(NONE)
          .one(9, "abatementDateTime", Times::dateTime, Condition::setAbatement)
          .ours(NONE)
          .one(
              13,
              "verificationStatus",
              prb -> known(CERTAINTY, prb.field(13)),
              Codes.code(CERTAINTY),
              (condition, code) -> condition.setVerificationStatus(Clinical.verification(code)))
          .ours(NONE)
          .one(
              14,
              "clinicalStatus",
              prb -> known(STATUS, prb.field(14)),
              Codes.code(STATUS),
              (condition, code) -> condition.setClinicalStatus(clinical(code)))
          .ours(NONE)
          .one(16, "onsetDateTime", Times::dateTime, Condition::setOnset)
          .ours(NONE)
          .one(
              17,
              "onsetString",
              prb -> !prb.field(16).isValued(),
              Primitives::string,
              Condition::setOnset)
          .ours(NONE)
          .one(26, "severity", Codes::cwe, Condition::setSeverity)
          .ours(NONE);

  public static final SegmentMap<Condition> NTE =
      SegmentMap.<Condition>of("NTE[Condition]", "Condition")
          .each(
              3,
              "note.text",
              Primitives::literal,
              (condition, text) -> condition.addNote(new Annotation().setText(text)))
          .ours(NONE);

  public static final SegmentMap<Goal> GOL =
      SegmentMap.<Goal>of("GOL[Goal]", "Goal")
          .one(3, "description", Codes::cwe, Goal::setDescription)
          .ours(NONE)
          .one(4, "identifier", Identifiers.ei("goal", ""), Goal::addIdentifier)
          .ours(NONE)
          .one(7, "startDate", Times::date, Goal::setStart)
          .ours(NONE)
          .one(8, "target.dueDate", Times::date, Problems::due)
          .ours(NONE)
          .one(10, "category", Codes::cwe, Goal::addCategory)
          .ours(NONE)
          .one(
              18,
              "lifecycleStatus",
              gol -> known(GOAL_STATUS, gol.field(18)),
              Codes.code(GOAL_STATUS),
              (goal, code) -> goal.setLifecycleStatus(GoalLifecycleStatus.fromCode(code)))
          .ours(NONE)
          .one(19, "statusDate", Times::date, Goal::setStatusDateElement)
          .ours(NONE);

  private Problems() {}

  /** Life cycles are local codes; FHIR's value sets are required ones. */
  private static boolean known(CodeTable table, Value field) {
    return table.find(field.component(1).peek()).isPresent();
  }

  /** A status of FHIR's list. */
  public static CodeableConcept clinical(String code) {
    Coding coding = new Coding().setSystem(TERMINOLOGY + "condition-clinical").setCode(code);
    return new CodeableConcept(coding);
  }

  private static void due(Goal goal, DateType date) {
    goal.addTarget().setDue(date);
  }
}

package dev.mortar.automation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mortar.ig.Canonicals;
import dev.mortar.ig.Codes.TaskCode;
import dev.mortar.ig.Codes.TaskOutcome;
import dev.mortar.outreach.channel.Medium;
import dev.mortar.store.Parts;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Date;
import org.hl7.fhir.r4.model.Appointment.AppointmentStatus;
import org.hl7.fhir.r4.model.Communication;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.PlanDefinition;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskPriority;
import org.hl7.fhir.r4.model.Task.TaskStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The rules that a new installation starts with, from the stored fact to the task. */
final class ShippedRulesTest {
  private final Carrier sms = new Carrier(Medium.SMS);
  private final World world = new World("2026-03-03T15:00:00Z", sms);

  @BeforeEach
  void people() {
    world.save(Samples.pharmacy());
    world.save(Samples.patient("p1"));
  }

  @AfterEach
  void close() {
    world.close();
  }

  private Task only() {
    assertThat(world.tasks()).hasSize(1);
    return world.tasks().getFirst();
  }

  private static BigDecimal points(Task task) {
    var score = new Parts(task.getExtensionByUrl(Canonicals.EXT_PRIORITY_SCORE));
    return score.all("factor").stream()
        .map(factor -> factor.number("points").orElseThrow())
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  @Test
  void aCriticalPotassiumOpensAStatTaskThatExplainsItself() {
    world.save(Samples.potassium("6.8"));
    var task = only();
    assertThat(task.getPriority()).isEqualTo(TaskPriority.STAT);
    assertThat(TaskCode.CRITICAL_LAB.in(task.getCode())).isTrue();
    assertThat(task.getFor().getReference()).isEqualTo("Patient/p1");
    assertThat(task.getReasonReference().getReference()).isEqualTo("Observation/k1");
    assertThat(task.getDescription()).isEqualTo("Potassium 6.8 mmol/L, critical (limit 6.2)");
    assertThat(task.getRestriction().getPeriod().getEnd().toInstant())
        .isEqualTo(world.now().plus(Duration.ofHours(1)));
    var score = new Parts(task.getExtensionByUrl(Canonicals.EXT_PRIORITY_SCORE));
    assertThat(score.required("method")).isEqualTo("rules");
    assertThat(score.required("version")).isEqualTo("1");
    assertThat(score.number("score").orElseThrow()).isEqualByComparingTo(points(task));
    assertThat(score.all("factor").getFirst().required("label"))
        .isEqualTo("Potassium 6.8 mmol/L, critical (limit 6.2)");
    assertThat(score.texts("gap")).contains("no eGFR", "no dispense history");
  }

  @Test
  void thePatientIsAskedToCallAndTheThreadLeadsBackToTheResult() {
    world.save(Samples.potassium("6.8"));
    assertThat(sms.taken()).hasSize(1);
    assertThat(sms.taken().getFirst().body())
        .isEqualTo(
            "Corner Pharmacy: please call us today at 555-0199."
                + " If you feel unwell, seek care at once.");
    var communication = world.communications().getFirst();
    var request = world.requests().getFirst();
    assertThat(communication.getBasedOnFirstRep().getReference()).isEqualTo(request.getId());
    assertThat(request.getAbout().getFirst().getReference()).isEqualTo(only().getId());
  }

  @Test
  void theSameResultAgainOpensNothingAndSendsNothing() {
    world.save(Samples.potassium("6.8"));
    var before = only().getMeta().getVersionId();
    world.save(Samples.potassium("6.8"));
    assertThat(only().getMeta().getVersionId()).isEqualTo(before);
    assertThat(sms.taken()).hasSize(1);
  }

  @Test
  void aCorrectedResultUpdatesTheTaskInsteadOfOpeningAnother() {
    world.save(Samples.potassium("6.8"));
    world.save(Samples.potassium("7.1"));
    assertThat(only().getDescription()).isEqualTo("Potassium 7.1 mmol/L, critical (limit 6.2)");
    assertThat(only().getNoteFirstRep().getText())
        .isEqualTo("Was: Potassium 6.8 mmol/L, critical (limit 6.2)");
  }

  @Test
  void aResultCorrectedToNormalCancelsATaskThatNobodyTook() {
    world.save(Samples.potassium("6.8"));
    world.save(Samples.potassium("4.2"));
    assertThat(only().getStatus()).isEqualTo(TaskStatus.CANCELLED);
  }

  @Test
  void aTaskThatSomebodyWorksOnIsKeptWithANote() {
    world.save(Samples.potassium("6.8"));
    var task = only().setStatus(TaskStatus.INPROGRESS);
    world.save(task.setOwner(new Reference("PractitionerRole/r1")));
    world.save(Samples.potassium("4.2"));
    assertThat(only().getStatus()).isEqualTo(TaskStatus.INPROGRESS);
    assertThat(only().getNoteFirstRep().getText()).contains("corrected");
  }

  @Test
  void aCompletedTaskStaysAsThePersonLeftIt() {
    world.save(Samples.potassium("6.8"));
    var task = only().setStatus(TaskStatus.COMPLETED);
    task.addOutput().setType(task.getCode()).setValue(TaskOutcome.REACHED.concept());
    world.save(task);
    world.save(Samples.potassium("7.1"));
    assertThat(only().getStatus()).isEqualTo(TaskStatus.COMPLETED);
  }

  @Test
  void theLaboratorysOwnFlagIsEnough() {
    var unknownAnalyte = Samples.lab("x1", "99999-9", "3", "U/L");
    unknownAnalyte.addInterpretation().addCoding().setCode("HH");
    world.save(unknownAnalyte);
    assertThat(only().getPriority()).isEqualTo(TaskPriority.STAT);
  }

  @Test
  void anAbnormalResultOpensALesserTask() {
    world.save(Samples.potassium("5.6"));
    assertThat(TaskCode.ABNORMAL_LAB.in(only().getCode())).isTrue();
    assertThat(only().getPriority()).isEqualTo(TaskPriority.ROUTINE);
  }

  @Test
  void aNormalResultOpensNothing() {
    world.save(Samples.potassium("4.2"));
    assertThat(world.tasks()).isEmpty();
  }

  @Test
  void aDischargeIsFollowedUpWithinSevenDays() {
    var stay = new Encounter().setStatus(Encounter.EncounterStatus.FINISHED);
    stay.setId("e1");
    stay.getClass_().setCode("IMP");
    stay.setSubject(new Reference("Patient/p1"));
    stay.getPeriod().setStart(Date.from(world.now().minus(Duration.ofDays(5))));
    stay.getPeriod().setEnd(Date.from(world.now().minus(Duration.ofHours(1))));
    world.save(stay);
    assertThat(TaskCode.DISCHARGE_FOLLOW_UP.in(only().getCode())).isTrue();
    assertThat(only().getRestriction().getPeriod().getEnd().toInstant())
        .isBeforeOrEqualTo(world.now().plus(Duration.ofDays(7)));
    assertThat(points(only())).isEqualByComparingTo("20");
  }

  @Test
  void aMissedAppointmentIsFollowedUp() {
    world.save(Samples.appointment("2026-03-03T14:00:00Z"));
    assertThat(world.tasks()).isEmpty();
    var missed = Samples.appointment("2026-03-03T14:00:00Z").setStatus(AppointmentStatus.NOSHOW);
    world.save(missed);
    assertThat(TaskCode.MISSED_APPOINTMENT.in(only().getCode())).isTrue();
    assertThat(only().getFor().getReference()).isEqualTo("Patient/p1");
  }

  @Test
  void aRefillThatDoesNotComeIsAskedFor() {
    world.save(Samples.dispense("d1", "2026-03-01", 5));
    world.advance(Duration.ofDays(5));
    assertThat(world.tasks()).isEmpty();
    world.advance(Duration.ofDays(2));
    assertThat(TaskCode.LATE_REFILL.in(only().getCode())).isTrue();
  }

  @Test
  void aRefillThatCameIsNotAskedFor() {
    world.save(Samples.dispense("d1", "2026-03-01", 5));
    world.save(Samples.dispense("d2", "2026-03-03", 30));
    world.advance(Duration.ofDays(10));
    assertThat(world.tasks()).isEmpty();
  }

  @Test
  void aMessageThatNobodyKnowsOfMakesWorkForAPerson() {
    var lost = new Communication().setStatus(Communication.CommunicationStatus.UNKNOWN);
    lost.setId("c1");
    lost.setSubject(new Reference("Patient/p1"));
    world.save(lost);
    assertThat(TaskCode.DELIVERY_CHECK.in(only().getCode())).isTrue();
  }

  @Test
  void aRuleThatCannotBeEvaluatedDoesNotStopTheOthers() {
    var broken = world.store().find(PlanDefinition.class, "pe-rule-abnormal-lab").orElseThrow();
    broken.getActionFirstRep().getConditionFirstRep().getExpression().setExpression("nonsense((");
    world.save(broken);
    world.save(Samples.potassium("6.8"));
    assertThat(only().getPriority()).isEqualTo(TaskPriority.STAT);
  }

  @Test
  void aChangedRuleHoldsAtOnce() {
    var rule = world.store().find(PlanDefinition.class, "pe-rule-critical-lab").orElseThrow();
    world.save(rule.setStatus(org.hl7.fhir.r4.model.Enumerations.PublicationStatus.RETIRED));
    world.save(Samples.potassium("6.8"));
    assertThat(world.tasks()).isEmpty();
  }

  @Test
  void anOverdueTaskGoesUpStepByStep() {
    world.save(Samples.potassium("6.8"));
    world.advance(Duration.ofMinutes(15));
    assertThat(breaches()).containsExactly("respond");
    world.advance(Duration.ofMinutes(45));
    assertThat(breaches()).containsExactly("respond", "complete");
    assertThat(levels()).containsExactly("owner");
    world.advance(Duration.ofMinutes(15));
    assertThat(levels()).containsExactly("owner", "senior");
    world.advance(Duration.ofMinutes(45));
    assertThat(levels()).containsExactly("owner", "senior", "manager");
    world.advance(Duration.ofDays(1));
    assertThat(levels()).hasSize(3);
  }

  private java.util.List<String> breaches() {
    return codes(Canonicals.EXT_SLA_BREACH, "kind");
  }

  private java.util.List<String> levels() {
    return codes(Canonicals.EXT_ESCALATION, "level");
  }

  private java.util.List<String> codes(String url, String part) {
    return only().getExtensionsByUrl(url).stream()
        .map(extension -> new Parts(extension).required(part))
        .toList();
  }

  @Test
  void aResultAsTextIsNoNumber() {
    Observation text = Samples.potassium("4.2");
    text.setValue(new StringType("hemolyzed"));
    world.save(text);
    assertThat(world.tasks()).isEmpty();
  }
}

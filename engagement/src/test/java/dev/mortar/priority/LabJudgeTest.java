package dev.mortar.priority;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mortar.automation.Samples;
import dev.mortar.automation.World;
import dev.mortar.priority.Finding.Severity;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Quantity.QuantityComparator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The shipped limits at their edges, one step to either side, and in other units. */
final class LabJudgeTest {
  private final World world = new World("2026-03-03T15:00:00Z");
  private final LabJudge judge = world.bean(LabJudge.class);

  @AfterEach
  void close() {
    world.close();
  }

  @ParameterizedTest
  @CsvSource({
    "2823-3,2.7,mmol/L,CRITICAL",
    "2823-3,2.8,mmol/L,ABNORMAL",
    "2823-3,3.5,mmol/L,NORMAL",
    "2823-3,5.1,mmol/L,NORMAL",
    "2823-3,5.2,mmol/L,ABNORMAL",
    "2823-3,6.2,mmol/L,ABNORMAL",
    "2823-3,6.3,mmol/L,CRITICAL",
    "2823-3,6.8,mEq/L,CRITICAL",
    "2823-3,6.8,meq/L,CRITICAL",
    "2951-2,119,mmol/L,CRITICAL",
    "2951-2,120,mmol/L,ABNORMAL",
    "2951-2,159,mmol/L,CRITICAL",
    "2345-7,46,mg/dL,CRITICAL",
    "2345-7,47,mg/dL,ABNORMAL",
    "2345-7,100,mg/dL,NORMAL",
    "2345-7,484,mg/dL,ABNORMAL",
    "2345-7,485,mg/dL,CRITICAL",
    "2345-7,27.0,mmol/L,CRITICAL",
    "17861-6,6.6,mg/dL,CRITICAL",
    "17861-6,9.5,mg/dL,NORMAL",
    "17861-6,13.0,mg/dL,CRITICAL",
    "718-7,6.5,g/dL,CRITICAL",
    "718-7,6.6,g/dL,ABNORMAL",
    "718-7,20.0,g/dL,CRITICAL",
    "777-3,36,K/uL,CRITICAL",
    "777-3,200,10*9/L,NORMAL",
    "6690-2,1.9,10*3/uL,CRITICAL",
    "6301-6,5.0,1,CRITICAL",
    "6301-6,4.9,1,ABNORMAL",
    "6301-6,2.5,{INR},NORMAL",
    "98979-8,14,mL/min/{1.73_m2},CRITICAL",
    "98979-8,29,mL/min/{1.73_m2},ABNORMAL",
    "98979-8,60,mL/min/{1.73_m2},NORMAL"
  })
  void edges(String loinc, String value, String unit, Severity severity) {
    var finding = judge.judge(Samples.lab("x", loinc, value, unit));
    assertThat(finding.severity()).as(finding.label()).isEqualTo(severity);
  }

  @Test
  void aValueBeyondTheMeasuringRangeCounts() {
    var lab = Samples.potassium("6.2");
    ((Quantity) lab.getValue()).setComparator(QuantityComparator.GREATER_THAN);
    assertThat(judge.judge(lab).severity()).isEqualTo(Severity.CRITICAL);
  }

  @Test
  void aValueWithoutUnitIsTakenInTheCustomaryOneAndSaidSo() {
    var lab = Samples.potassium("6.8");
    ((Quantity) lab.getValue()).setUnit(null).setCode(null);
    var finding = judge.judge(lab);
    assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
    assertThat(finding.gaps()).containsExactly("Potassium came without a unit; mmol/L was assumed");
  }

  @Test
  void aUnitThatDoesNotFitIsAGapAndNoGuess() {
    var finding = judge.judge(Samples.lab("x", "2823-3", "6.8", "mg"));
    assertThat(finding.severity()).isEqualTo(Severity.UNKNOWN);
    assertThat(finding.gaps())
        .containsExactly("Potassium came in mg, which its limits cannot be compared with");
  }

  @Test
  void theWorseOfFlagAndLimitCounts() {
    var lab = Samples.potassium("6.8");
    lab.addInterpretation().addCoding().setCode("N");
    assertThat(judge.judge(lab).severity()).isEqualTo(Severity.CRITICAL);
    var flagged = Samples.potassium("4.2");
    flagged.addInterpretation().addCoding().setCode("LL");
    assertThat(judge.judge(flagged).severity()).isEqualTo(Severity.CRITICAL);
  }

  @Test
  void theLaboratorysReferenceRangeHelpsWhereThereIsNoLimit() {
    var lab = Samples.lab("x", "99999-9", "12", "U/L");
    lab.addReferenceRange().getHigh().setValue(10);
    assertThat(judge.judge(lab).severity()).isEqualTo(Severity.ABNORMAL);
  }
}

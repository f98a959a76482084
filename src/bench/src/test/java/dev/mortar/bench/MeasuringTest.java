package dev.mortar.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class MeasuringTest {
  private static final Path HERE = Path.of(".");

  @Test
  void cpuIsUserAndSystemTimeWhateverTheProgramIsCalled() {
    String stat = "42 (a (b) c) S 1 42 42 0 -1 4194304 10 0 0 0 150 25 7 3 20 0 33 0";
    assertThat(ProcessUse.cpuMillis(stat)).isEqualTo(1750);
  }

  @Test
  void residentMemoryIsReadInMegabytes() {
    assertThat(ProcessUse.residentMegabytes("Name:\tjava\nVmRSS:\t  524288 kB\n")).isEqualTo(512);
  }

  @Test
  void aRoundKnowsItsPercentileRateAndPrice() {
    var nanos = new long[100];
    for (int i = 0; i < nanos.length; i++) {
      nanos[i] = (100 - i) * 1_000_000L;
    }
    var round = new Round(nanos, 0, 2, 300, 100, 1);
    assertThat(round.p95()).isEqualTo(95);
    assertThat(round.perSecond()).isEqualTo(50);
    assertThat(round.cpuMillisEach()).isEqualTo(4);
  }

  @Test
  void theMedianOfAnEvenNumberLiesBetweenTheMiddleTwo() {
    var rounds = List.of(round(8), round(2), round(4), round(1));
    assertThat(FhirRows.median(rounds, Round::cpuMillis)).isEqualTo(3);
    assertThat(FhirRows.median(rounds.subList(0, 3), Round::cpuMillis)).isEqualTo(4);
  }

  @Test
  void thePlanComesFromTheEnvironment() {
    assertThat(Plan.of(HERE, HERE, Map.of("BENCH_SCALE", "0.5")).scaled(300)).isEqualTo(150);
    assertThat(Plan.of(HERE, HERE, Map.of("BENCH_ROUNDS", "5")).rounds()).isEqualTo(5);
    assertThat(Plan.of(HERE, HERE, Map.of()).parts()).hasSize(4);
    assertThat(Plan.of(HERE, HERE, Map.of("BENCH_PARTS", "fhir,hl7")).parts()).hasSize(2);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Plan.of(HERE, HERE, Map.of("BENCH_PARTS", "fihr")));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Plan.of(HERE, HERE, Map.of("BENCH_CLIENTS", "0")));
  }

  private static Round round(double cpu) {
    return new Round(new long[] {1}, 0, 1, cpu, 0, 1);
  }
}

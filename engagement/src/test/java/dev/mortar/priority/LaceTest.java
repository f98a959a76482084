package dev.mortar.priority;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LaceTest {
  @ParameterizedTest
  @CsvSource({
    "0,0", "1,1", "2,2", "3,3", "4,4", "5,4", "6,4", "7,5", "10,5", "13,5", "14,7", "15,7", "90,7"
  })
  void lengthOfStay(int days, int points) {
    assertThat(new Lace(days, false, 0, 0).score()).isEqualTo(points);
  }

  @ParameterizedTest
  @CsvSource({"0,0", "1,1", "2,2", "3,3", "4,5", "5,5", "20,5"})
  void comorbidity(int weight, int points) {
    assertThat(new Lace(0, false, weight, 0).score()).isEqualTo(points);
  }

  @ParameterizedTest
  @CsvSource({"0,0", "1,1", "2,2", "3,3", "4,4", "5,4", "9,4"})
  void emergencyVisits(int visits, int points) {
    assertThat(new Lace(0, false, 0, visits).score()).isEqualTo(points);
  }

  @Test
  void anAcuteAdmissionAddsThreeAndTheWholeEndsAtNineteen() {
    assertThat(new Lace(0, true, 0, 0).score()).isEqualTo(3);
    assertThat(new Lace(14, true, 4, 4).score()).isEqualTo(19);
  }
}

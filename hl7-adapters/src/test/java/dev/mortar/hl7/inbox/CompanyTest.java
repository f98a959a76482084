package dev.mortar.hl7.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompanyTest {
  private final Company company = new Company();

  @Test
  void nobodyIsWaitedForAtTheBeginning() {
    assertThat(company.worthWaitingFor()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 1", "3, 2", "4, 3", "8, 6"})
  void mostOfThoseWhoWereSeenTogetherAreWorthWaitingFor(int together, int worth) {
    company.seen(together);

    assertThat(company.worthWaitingFor()).isEqualTo(worth);
  }

  @Test
  void aSenderThatSkippedAGroupIsExpectedStill() {
    company.seen(8);
    company.seen(5);

    assertThat(company.worthWaitingFor()).isEqualTo(6);
  }

  @Test
  void whoLeftIsForgotten() {
    company.seen(8);
    for (int group = 0; group < 56; group++) {
      company.seen(1);
    }

    assertThat(company.worthWaitingFor()).isEqualTo(1);
  }
}

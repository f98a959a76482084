package dev.mortar.outreach.channel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class SegmentsTest {
  @Test
  void gsmTextIsCutAt160And153() {
    assertThat(Segments.count("a".repeat(160))).isEqualTo(1);
    assertThat(Segments.count("a".repeat(161))).isEqualTo(2);
    assertThat(Segments.count("a".repeat(306))).isEqualTo(2);
    assertThat(Segments.count("a".repeat(307))).isEqualTo(3);
  }

  @Test
  void extendedCharactersCountTwiceAndAreNotCut() {
    assertThat(Segments.count("€".repeat(80))).isEqualTo(1);
    assertThat(Segments.count("€".repeat(81))).isEqualTo(2);
    assertThat(Segments.count("€".repeat(153))).isEqualTo(3);
  }

  @Test
  void otherAlphabetsAreCutAt70And67() {
    assertThat(Segments.count("я".repeat(70))).isEqualTo(1);
    assertThat(Segments.count("я".repeat(71))).isEqualTo(2);
    assertThat(Segments.count("á".repeat(70))).isEqualTo(1);
    assertThat(Segments.count("é".repeat(160))).isEqualTo(1);
  }
}

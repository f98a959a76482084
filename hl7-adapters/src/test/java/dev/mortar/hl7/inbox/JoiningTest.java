package dev.mortar.hl7.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class JoiningTest {
  @Test
  void segmentsFollowEachOtherUnderTheFirstHeader() {
    assertThat(
            joined(
                "MSH|^~\\&|A\rPID|1\rDSC|p1|F\r",
                "\nMSH|^~\\&|B\r\nOBX|1\r\nDSC|p2|F\r\n",
                "MSH|^~\\&|C\rOBX|2"))
        .isEqualTo("MSH|^~\\&|A\rPID|1\rOBX|1\rOBX|2\r");
  }

  @Test
  void aSegmentThatWasCutAnywhereIsMadeWhole() {
    assertThat(
            joined(
                "MSH|^~\\&|A\rOBX|1|FT|a^b||The first sen\rADD|\rDSC|p1|F\r",
                "MSH|^~\\&|B\rADD|tence, and more\rADD\rDSC|p2|F",
                "MSH|^~\\&|C\rADD| of it.||||||F\rPV1|1\r"))
        .isEqualTo(
            "MSH|^~\\&|A\rOBX|1|FT|a^b||The first sentence, and more of it.||||||F\rPV1|1\r");
  }

  @Test
  void aFragmentWithoutSegmentsAddsNothing() {
    assertThat(joined("MSH|^~\\&|A\rPID|1\rDSC|p1", "MSH|^~\\&|B\rDSC|p2", "MSH|^~\\&|C"))
        .isEqualTo("MSH|^~\\&|A\rPID|1\r");
  }

  @Test
  void whichPartItIsStandsInTheHeaderAndAtTheEnd() {
    assertThat(part("MSH|^~\\&|A\rPID|1\r", "")).isEqualTo(Part.WHOLE);
    assertThat(part("MSH|^~\\&|A\rDSC|p1|F\r\n", "")).isEqualTo(new Part("", "p1"));
    assertThat(part("MSH|^~\\&|A\rDSC|p2", "p1")).isEqualTo(new Part("p1", "p2"));
    assertThat(part("MSH|^~\\&|A\rOBX|1", "p2")).isEqualTo(new Part("p2", ""));
    assertThat(part("MSH|^~\\&|A\rDSC|p1|I", "")).isEqualTo(Part.WHOLE);
    assertThat(part("MSH|^~\\&|A\rDSC", "")).isEqualTo(Part.WHOLE);
    assertThat(part("DSC", "")).isEqualTo(Part.WHOLE);
    assertThat(part("", "")).isEqualTo(Part.WHOLE);
  }

  private static Part part(String message, String pointer) {
    return Part.of(bytes(message), pointer, '|');
  }

  private static String joined(String... fragments) {
    return new String(
        Joining.join(Arrays.stream(fragments).map(JoiningTest::bytes).toList()),
        StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

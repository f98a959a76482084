package dev.mortar.mapping.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MessageTest {
  private static final String MSH = "MSH|^~\\&|A|B|||||ORU^R01|1|P|2.5";

  @ParameterizedTest
  @ValueSource(strings = {"\r", "\n", "\r\n", "\r\r\n"})
  void anyLineBreakEndsASegment(String lineBreak) {
    Message message = parse(MSH + lineBreak + "PID|1||7" + lineBreak + "OBX|1" + lineBreak);

    assertThat(message.segments()).extracting(Segment::name).containsExactly("MSH", "PID", "OBX");
    assertThat(message.first("PID").orElseThrow().field(3).peek()).isEqualTo("7");
  }

  @Test
  void aLineThatIsNoSegmentContinuesTheOneBefore() {
    Message message = parse(MSH + "\rOBX|1|TX|1||first line\nsecond line|u\rNTE|1");

    assertThat(message.segments()).extracting(Segment::name).containsExactly("MSH", "OBX", "NTE");
    assertThat(field(message, "OBX", 5).literal()).isEqualTo("first line\nsecond line");
  }

  @Test
  void theMessageNamesItsOwnSeparators() {
    Message message = parse("MSH#*@!$#A\rPID#1##7*x$y*z@8");
    Value field = field(message, "PID", 3);

    assertThat(field.repetitions()).isEqualTo(2);
    assertThat(field.component(2).sub(2).peek()).isEqualTo("y");
    assertThat(field.repetition(2).peek()).isEqualTo("8");
  }

  @Test
  void mshCountsItsSeparatorAsTheFirstField() {
    Segment msh = parse(MSH).header();

    assertThat(msh.field(3).peek()).isEqualTo("A");
    assertThat(msh.field(10).peek()).isEqualTo("1");
    assertThat(msh.field(12).peek()).isEqualTo("2.5");
    assertThat(msh.field(1).isEmpty()).isTrue();
    assertThat(msh.field(99).isEmpty()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a\\F\\b=a|b",
        "a\\S\\b=a^b",
        "a\\T\\b=a&b",
        "a\\R\\b=a~b",
        "\\E\\=\\",
        "x\\.br\\y=x\ny",
        "\\X41\\=A",
        "\\H\\bold\\N\\=bold",
        "a\\b=a\\b",
        "\\Zxy\\=\\Zxy\\",
        "\\X4\\=\\X4\\"
      })
  void escapeSequencesAreDecodedAndWhatIsNoneStays(String pair) {
    int middle = pair.lastIndexOf('=');
    Message message = parse(MSH + "\rOBX|1|ST|c||" + pair.substring(0, middle));

    assertThat(field(message, "OBX", 5).peek()).isEqualTo(pair.substring(middle + 1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\\X0D\\MRG|1", "a\\X0D0A\\MRG|1", "a\\.br\\MRG|1", "a\\X0d\\MRG\\F\\1"})
  void anEscapedLineBreakBeginsNoSegment(String text) {
    Message message = parse(MSH + "\rPID|1||7||" + text + "\rNTE|1");

    assertThat(message.segments()).extracting(Segment::name).containsExactly("MSH", "PID", "NTE");
    assertThat(message.first("MRG")).isEmpty();
  }

  @Test
  void msh18WinsOverTheSendersStandard() {
    byte[] bytes = (MSH + "||||||8859/1\rPID|1||||Åse").getBytes(StandardCharsets.ISO_8859_1);

    Message message = Message.parse(bytes, StandardCharsets.UTF_8).orElseThrow();

    assertThat(field(message, "PID", 5).peek()).isEqualTo("Åse");
    assertThat(message.encoding().fits()).isTrue();
  }

  @Test
  void bytesThatDoNotFitAreReadAsWindows1252NeverAsReplacementCharacters() {
    byte[] bytes = (MSH + "\rPID|1||||Zoë €").getBytes(Charset.forName("windows-1252"));

    Message message = Message.parse(bytes, StandardCharsets.UTF_8).orElseThrow();

    assertThat(field(message, "PID", 5).peek()).isEqualTo("Zoë €");
    assertThat(message.encoding().fits()).isFalse();
  }

  @Test
  void aByteOrderMarkIsNoText() {
    Message message = parse("\ufeff" + MSH + "\rPID|1||7");

    assertThat(message.header().field(10).peek()).isEqualTo("1");
  }

  @Test
  void batchesAreTakenApart() {
    String batch = "FHS|^~\\&\rBHS|^~\\&\r" + MSH + "\rPID|1\r" + MSH + "\rPID|2\rBTS|2\rFTS|1\r";

    List<byte[]> messages = Batch.split(batch.getBytes(StandardCharsets.UTF_8));

    assertThat(messages).hasSize(2);
    assertThat(new String(messages.getFirst(), StandardCharsets.UTF_8)).isEqualTo(MSH + "\rPID|1");
  }

  @Test
  void pathsAreWrittenAsPeopleWriteThem() {
    Message message = parse(MSH + "\rPID|1||7^^^A&1.2&ISO~8^^^B\rOBX|1|NM|c||5");
    List<String> paths = new java.util.ArrayList<>();
    message.atoms((segment, offset) -> paths.add(Paths.of(segment, offset)));

    assertThat(paths)
        .contains("MSH-9.1", "PID-3[1].1", "PID-3[1].4.2", "PID-3[2].4", "OBX[1]-5", "OBX[1]-3");
  }

  private static Message parse(String text) {
    return Message.parse(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8)
        .orElseThrow();
  }

  private static Value field(Message message, String segment, int number) {
    return message.first(segment).orElseThrow().field(number);
  }

  @Test
  void aMessageOfEndlessPartsIsReadNoFurtherThanItsHeader() {
    String header = "MSH|^~\\&|LAB|HOSP|||1||ORU^R01|M1|P|2.5.1\r";
    for (String part : List.of("OBX|1\r", "~", "|", "^")) {
      byte[] bytes = (header + part.repeat(400_000)).getBytes(StandardCharsets.UTF_8);
      Message message = Message.parse(bytes, StandardCharsets.UTF_8).orElseThrow();
      assertThat(message.endless()).isTrue();
      assertThat(message.segments()).hasSize(1);
      assertThat(message.header().field(10).peek()).isEqualTo("M1");
    }
    byte[] document =
        (header + "OBX|1|TX|||" + "x".repeat(400_000)).getBytes(StandardCharsets.UTF_8);
    assertThat(Message.parse(document, StandardCharsets.UTF_8).orElseThrow().segments()).hasSize(2);
  }
}

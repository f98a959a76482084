package dev.mortar.hl7.mllp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mortar.hl7.MutableClock;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class AcknowledgerTest {
  private final Acknowledger acknowledger =
      new Acknowledger(new MutableClock("2026-03-02T10:30:00.250Z"), () -> "X1");

  private static MessageHead head(String msh) {
    return MessageHead.read(msh.getBytes(StandardCharsets.ISO_8859_1)).orElseThrow();
  }

  private static String text(byte[] ack) {
    return new String(ack, StandardCharsets.ISO_8859_1).replace('\r', '\n');
  }

  @Test
  void aPositiveAcknowledgementTurnsTheHeaderAround() {
    MessageHead head =
        head("MSH|^~\\&|LAB|HOSP|MORTAR|PHARM|2026||ORU^R01^ORU_R01|M-7 a|T|2.5.1||||||8859/1\r");
    assertThat(text(acknowledger.accept(head, "AA", OptionalLong.empty())))
        .isEqualTo(
            """
            MSH|^~\\&|MORTAR|PHARM|LAB|HOSP|20260302103000.250+0000||ACK^R01^ACK|X1|T|2.5.1||||||8859/1
            MSA|AA|M-7 a
            """);
  }

  @Test
  void aNegativeOneSaysWhereAndWhy() {
    MessageHead head = head("MSH|^~\\&|LAB|HOSP|||2026||ADT^A08|M1|P|2.5\rPID|1\r");
    Problem problem = new Problem(Problem.Code.REQUIRED_MISSING, "PID^1^3", "No patient | id");
    assertThat(text(acknowledger.refuse(head, "AR", problem, OptionalLong.empty())))
        .isEqualTo(
            """
            MSH|^~\\&|||LAB|HOSP|20260302103000.250+0000||ACK^A08^ACK|X1|P|2.5
            MSA|AR|M1
            ERR||PID^1^3|101^Required field missing^HL70357|E||||No patient   id
            """);
  }

  @Test
  void versionsBefore25GetTheErrorInTheirForm() {
    MessageHead head = head("MSH|^~\\&|LAB|HOSP|||2026||ORU^R01|M1|P|2.3\r");
    assertThat(text(acknowledger.refuse(head, "AR", Problem.NO_CONTROL_ID, OptionalLong.empty())))
        .isEqualTo(
            """
            MSH|^~\\&|||LAB|HOSP|20260302103000.250+0000||ACK^R01^ACK|X1|P|2.3
            MSA|AR|M1|The message control id is required
            ERR|MSH^1^10^101&Required field missing&HL70357
            """);
  }

  @Test
  void theSendersDelimitersAreKept() {
    MessageHead head = head("MSH#*~\\&#LAB#HOSP###2026##ORU*R01*ORU_R01#M1#P#2.5.1\r");
    assertThat(text(acknowledger.refuse(head, "AE", Problem.NOT_STORED, OptionalLong.empty())))
        .isEqualTo(
            """
            MSH#*~\\&###LAB#HOSP#20260302103000.250+0000##ACK*R01*ACK#X1#P#2.5.1
            MSA#AE#M1
            ERR###207*Application internal error*HL70357#E####The message could not be stored, please send it again
            """);
  }

  @Test
  void whatHasNoHeaderGetsTheUsualOne() {
    assertThat(text(acknowledger.refuseUnreadable("AR", Problem.NO_HEADER)))
        .isEqualTo(
            """
            MSH|^~\\&|||||20260302103000.250+0000||ACK|X1|P|2.5.1
            MSA|AR|
            ERR|||100^Segment sequence error^HL70357|E||||The message does not begin with an MSH segment
            """);
  }

  @Test
  void bytesOfAnyCharacterSetComeBackAsTheyCame() {
    byte[] msh =
        "MSH|^~\\&|L\u00e4b|HOSP|||2026||ORU^R01|M\u00fc1|P|2.5\r".getBytes(StandardCharsets.UTF_8);
    byte[] ack =
        acknowledger.accept(MessageHead.read(msh).orElseThrow(), "AA", OptionalLong.empty());
    assertThat(new String(ack, StandardCharsets.UTF_8))
        .contains("|L\u00e4b|HOSP|")
        .contains("MSA|AA|M\u00fc1\r");
  }

  @Test
  void placesOfIssuesBecomePlacesOfErrors() {
    var issue =
        new dev.mortar.mapping.MappingIssue(
            dev.mortar.mapping.MappingIssue.Severity.ERROR,
            dev.mortar.mapping.MappingIssue.Code.BAD_VALUE,
            "OBX[3]-5[2].4",
            "Not a number");
    assertThat(Problem.of(issue).location()).isEqualTo("OBX^3^5^2^4");
    assertThat(Problem.of(issue).code()).isEqualTo(Problem.Code.DATA_TYPE);
  }
}

package dev.mortar.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class Hl7TextTest {
  private static final Hl7Text MESSAGE =
      new Hl7Text(
          """
          MSH|^~\\&|LAB|CITY|MORTAR|PHARM|20260301101500+0100||ORU^R01^ORU_R01|C1|P|2.5.1
          PID|1||77^^^CITY^MR||Muster^Zoë||19620505|F
          OBX|1|NM|2823-3^Potassium^LN||6.8|mmol/L|3.5-5.1|HH|||F|||202603011000
          """);

  @Test
  void fieldsAreCountedAsHl7Counts() {
    assertThat(MESSAGE.controlId()).isEqualTo("C1");
    assertThat(MESSAGE.type()).isEqualTo("ORU^R01");
    assertThat(MESSAGE.field("OBX", 5)).isEqualTo("6.8");
    assertThat(MESSAGE.field("PV1", 19)).isEmpty();
  }

  @Test
  void momentsMoveTogetherAndBirthdaysStay() {
    var moved = MESSAGE.moved(Duration.ofDays(31).plusMinutes(5));

    assertThat(moved.field("MSH", 7)).isEqualTo("20260401102000+0100");
    assertThat(moved.field("OBX", 14)).isEqualTo("202604011005");
    assertThat(moved.field("PID", 7)).isEqualTo("19620505");
  }

  @Test
  void anAppointmentMovesAsAWhole() {
    var booked =
        new Hl7Text(
            """
            MSH|^~\\&|SCHED
            SCH|P1|F1|||||||||^^30^20261127093000+0100^20261127100000+0100
            AIS|1|A|INR|20261127093000+0100
            """);

    var moved = booked.withAppointmentAt(Instant.parse("2026-12-01T10:15:05Z"));

    assertThat(moved.field("SCH", 11)).isEqualTo("^^30^20261201111505+0100^20261201114505+0100");
    assertThat(moved.field("AIS", 4)).isEqualTo("20261201111505+0100");
  }

  @Test
  void aFieldIsReplacedInItsSegmentOnly() {
    var other = MESSAGE.with("MSH", 10, "C2");

    assertThat(other.controlId()).isEqualTo("C2");
    assertThat(other.field("PID", 5)).isEqualTo("Muster^Zoë");
  }
}

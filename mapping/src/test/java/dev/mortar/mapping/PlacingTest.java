package dev.mortar.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import dev.mortar.mapping.Placing.Kind;
import dev.mortar.mapping.Placing.Role;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.hl7.fhir.r4.model.Encounter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PlacingTest {
  private static final Instant TOLD = Instant.parse("2026-11-01T08:00:00Z");
  private static final Instant HAPPENED = Instant.parse("2026-11-01T07:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "ADT^A01,ADMITTED",
    "ADT^A02,MOVED",
    "ADT^A03,LEFT",
    "ADT^A05,PLANNED",
    "ADT^A06,PLACED",
    "ADT^A08,CORRECTED",
    "ADT^A09,SEEN",
    "ADT^A11,CANCELLED",
    "ADT^A12,MOVE_CANCELLED",
    "ADT^A13,RETURNED",
    "ADT^A17,MOVED",
    "ORU^R01,SEEN",
    "ORM^O01,SEEN"
  })
  void theTriggerSaysWhatBecomesOfThePlace(String type, Kind kind) {
    assertThat(placing(type, "EVN||20261101080000+0000", "").kind()).isEqualTo(kind);
  }

  @Test
  void aTransferHappensWhenItOccurredNotWhenItWasRecorded() {
    Placing placing = placing("ADT^A02", "EVN||20261101080000+0000||||20261101070000+0000", "");

    assertThat(placing.told()).isEqualTo(TOLD);
    assertThat(placing.at()).isEqualTo(HAPPENED);
    assertThat(placing.sent()).isEqualTo(Instant.parse("2026-11-01T08:01:00Z"));
    assertThat(placing.cancelled()).isNull();
  }

  @Test
  void aCancellationNamesTheTimeOfWhatItCancels() {
    Placing placing = placing("ADT^A12", "EVN||20261101080000+0000||||20261101070000+0000", "");

    assertThat(placing.at()).isEqualTo(TOLD);
    assertThat(placing.cancelled()).isEqualTo(HAPPENED);
  }

  @Test
  void aDischargeEndsAtItsTimeUnlessThatIsAMereDay() {
    String event = "EVN||20261101080000+0000";

    assertThat(placing("ADT^A03", event, "20261101070000+0000").at()).isEqualTo(HAPPENED);
    assertThat(placing("ADT^A03", event, "20261101").at()).isEqualTo(TOLD);
  }

  @Test
  void eachPlaceHasItsRoleAndNothingOfThatIsSerialised() {
    Encounter visit = visit("ADT^A02", "EVN||20261101080000+0000", "");

    assertThat(visit.getLocation().stream().map(Placing::role))
        .containsExactly(Role.ASSIGNED, Role.PRIOR, Role.BESIDE);
    assertThat(FhirContext.forR4Cached().newJsonParser().encodeResourceToString(visit))
        .doesNotContain("ASSIGNED", "MOVED", "mortar.pla");
  }

  private static Placing placing(String type, String event, String discharged) {
    return Placing.of(visit(type, event, discharged)).orElseThrow();
  }

  private static Encounter visit(String type, String event, String discharged) {
    String text =
        "MSH|^~\\&|ADT|H|||20261101080100+0000||%s|C1|P|2.5.1\r%s\rPID|1||7^^^H^MR||Test^Tom\r"
                .formatted(type, event)
            + "PV1|1|I|W1|||W0|||||T1||||||||V1^^^H"
            + "|".repeat(26)
            + discharged
            + "\r";
    RawMessage raw = new RawMessage("1", text.getBytes(StandardCharsets.UTF_8), TOLD);
    return Found.only(Mapper.standard().map(raw), Encounter.class);
  }
}

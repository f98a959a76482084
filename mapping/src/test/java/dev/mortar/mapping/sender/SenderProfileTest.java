package dev.mortar.mapping.sender;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mortar.mapping.Mapper;
import dev.mortar.mapping.Messages;
import dev.mortar.mapping.RawMessage;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.Charset;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Patient;
import org.junit.jupiter.api.Test;

final class SenderProfileTest {
  private static final String NORTH =
      """
      application = LAB
      facility = NORTH
      charset = windows-1252
      zone = America/Chicago
      identifier-system.NORTH = https://north.example/mrn
      unit.millimol = mmol/L
      code-system.L = https://north.example/tests
      code.administrative-sex/W = F
      """;

  @Test
  void aSendersWordsAreUnderstood() throws IOException {
    Mapper mapper = Mapper.with(SenderProfiles.of(List.of(read(NORTH))));
    String text =
        "MSH|^~\\&|LAB|NORTH|||20260701||ORU^R01|1|P|2.5\r"
            + "PID|1||7^^^NORTH^MR||Zoë||19700101|W\r"
            + "OBR|1||F1|p\r"
            + "OBX|1|NM|K^Potassium^L||5|millimol|||||F|||202607010800\r";

    List<?> resources =
        mapper
            .map(new RawMessage("1", text.getBytes(Charset.forName("windows-1252")), Instant.EPOCH))
            .bundle()
            .getEntry()
            .stream()
            .map(entry -> entry.getResource())
            .toList();

    Patient patient = (Patient) resources.getFirst();
    assertThat(patient.getIdentifierFirstRep().getSystem()).isEqualTo("https://north.example/mrn");
    assertThat(patient.getNameFirstRep().getFamily()).isEqualTo("Zoë");
    assertThat(patient.getGender().toCode()).isEqualTo("female");
    Observation observation =
        (Observation)
            resources.stream().filter(Observation.class::isInstance).findFirst().orElseThrow();
    assertThat(observation.getValueQuantity().getCode()).isEqualTo("mmol/L");
    assertThat(observation.getCode().getCodingFirstRep().getSystem())
        .isEqualTo("https://north.example/tests");
    assertThat(observation.getEffectiveDateTimeType().getValueAsString())
        .isEqualTo("2026-07-01T08:00:00-05:00");
  }

  @Test
  void theMostPreciseProfileHolds() throws IOException {
    SenderProfiles profiles = SenderProfiles.of(List.of(read("zone = Europe/Paris"), read(NORTH)));

    assertThat(profiles.find("LAB", "NORTH").zone()).isEqualTo(ZoneId.of("America/Chicago"));
    assertThat(profiles.find("LAB", "SOUTH").zone()).isEqualTo(ZoneId.of("Europe/Paris"));
    assertThat(SenderProfiles.none().find("LAB", "NORTH")).isSameAs(SenderProfile.UNKNOWN);
  }

  @Test
  void aMisspeltKeyOrAWrongValueIsRefusedByName() {
    assertThatThrownBy(() -> read("zoen = Europe/Paris")).hasMessageContaining("zoen");
    assertThatThrownBy(() -> read("zone = Europe/Pariss")).hasMessageContaining("Europe/Pariss");
    assertThatThrownBy(() -> read("charset = utf-9")).hasMessageContaining("utf-9");
  }

  @Test
  void messagesOfAnUnknownSenderAreUtf8AndUtc() {
    assertThat(Messages.map(Messages.results(1)).issues())
        .noneMatch(issue -> issue.path().equals("MSH-18"));
  }

  private static SenderProfile read(String text) throws IOException {
    return SenderProfileReader.read("test.properties", new StringReader(text));
  }
}

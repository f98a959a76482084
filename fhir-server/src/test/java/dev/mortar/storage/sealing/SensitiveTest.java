package dev.mortar.storage.sealing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Patient;
import org.junit.jupiter.api.Test;

class SensitiveTest {
  private static final String SYSTEM = "http://hl7.org/fhir/sid/us-ssn";

  private final Sensitive sensitive = new Sensitive(Set.of(SYSTEM), Set.of("SS", "DL"));

  @Test
  void aNumberIsKnownByItsSystemAndByItsType() {
    assertThat(sensitive.values("{\"system\":\"" + SYSTEM + "\",\"value\":\"X-77\"}"))
        .containsExactly("X-77");
    assertThat(
            sensitive.values(
                "{\"a\":[{\"type\":{\"coding\":[{\"code\":\"DL\"}]},\"system\":\"urn:x\",\"value\":\"D1\"}]}"))
        .containsExactly("D1");
    assertThat(sensitive.values("{\"system\":\"urn:mrn\",\"value\":\"X-77\"}")).isEmpty();
  }

  @Test
  void aSocialSecurityNumberIsSensitiveHoweverItIsWritten() {
    assertThat(sensitive.values("{\"system\":\"" + SYSTEM + "\",\"value\":\"987654321\"}"))
        .containsExactlyInAnyOrder("987654321", "987-65-4321");
  }

  @Test
  void theIdentifiersOfAResourceAreKnownLikeThoseOfItsText() {
    Patient patient = new Patient();
    patient.addIdentifier().setSystem(SYSTEM).setValue("987-65-4321");
    patient.addIdentifier().setSystem("urn:mrn").setValue("77");
    patient
        .addIdentifier()
        .setValue("L1")
        .getType()
        .addCoding(new Coding("http://terminology.hl7.org/CodeSystem/v2-0203", "DL", null));
    assertThat(sensitive.values(patient))
        .containsExactlyInAnyOrder("987-65-4321", "987654321", "L1");
    assertThat(sensitive.values(new Observation())).isEmpty();
  }

  @Test
  void aTextWithoutASignIsNotEvenRead() {
    assertThat(sensitive.values("no JSON at all")).isEmpty();
  }

  @Test
  void aSearchIsForOneBySystemOrTypeOrANumberAlone() {
    assertThat(sensitive.isAskedFor(List.of("987654321"))).isTrue();
    assertThat(sensitive.isAskedFor(List.of(SYSTEM, "X-77"))).isTrue();
    assertThat(sensitive.isAskedFor(List.of("urn:table", "DL", "D1"))).isTrue();
    assertThat(sensitive.isAskedFor(List.of("urn:mrn", "987654321"))).isFalse();
    assertThat(sensitive.isAskedFor(List.of("77"))).isFalse();
    assertThat(sensitive.isAskedFor(List.of(SYSTEM, ""))).isFalse();
  }
}

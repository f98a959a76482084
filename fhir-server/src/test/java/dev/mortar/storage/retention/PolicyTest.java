package dev.mortar.storage.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ca.uhn.fhir.context.FhirContext;
import dev.mortar.ig.Canonicals;
import java.time.Instant;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.Duration;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.StringType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a retention policy may say. */
final class PolicyTest {
  private static final Instant NOW = Instant.parse("2028-02-29T12:00:00Z");

  @Test
  void aYearIsAYearOfTheCalendar() {
    Policy policy = policy("Communication", "event", "sent", 3, "a");
    assertThat(policy.period().before(NOW)).isEqualTo("2025-02-28T12:00:00Z");
  }

  @ParameterizedTest
  @CsvSource({
    "AuditEvent, event, date, 5, a, six years",
    "AuditEvent, last-change, '', 100, a, six years",
    "Provenance, last-change, '', 10, a, six years",
    "Sandwich, last-change, '', 10, a, unknown type",
    "Communication, event, status, 3, a, no search parameter of dates",
    "Communication, last-visit, '', 3, a, Patient",
    "Patient, last-change, '', 3, a, Patient",
    "Communication, event, sent, 0, a, whole number",
    "Communication, event, sent, 3, h, whole number",
    "Communication, some-day, sent, 3, a, start"
  })
  void aWrongPolicyIsRefusedWithTheReason(
      String type, String start, String date, int amount, String unit, String why) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> policy(type, start, date, amount, unit))
        .withMessageContaining(why);
  }

  private static Policy policy(String type, String start, String date, int amount, String unit) {
    var extension = new Extension(Canonicals.EXT_RETENTION_POLICY);
    extension.addExtension("type", new CodeType(type));
    extension.addExtension("start", new CodeType(start));
    if (!date.isEmpty()) {
      extension.addExtension("date", new StringType(date));
    }
    var period = new Duration();
    period.setValue(amount).setCode(unit).setSystem("http://unitsofmeasure.org");
    extension.addExtension("period", period);
    return Policy.of(extension, FhirContext.forR4Cached());
  }
}

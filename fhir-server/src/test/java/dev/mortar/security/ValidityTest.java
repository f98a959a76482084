package dev.mortar.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Period;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValidityTest {
  @ParameterizedTest
  @CsvSource({
    "2026-03-01, 2026-03-31, 2026-02-28, false",
    "2026-03-01, 2026-03-31, 2026-03-01, true",
    "2026-03-01, 2026-03-31, 2026-03-31, true",
    "2026-03-01, 2026-03-31, 2026-04-01, false",
    "2026, 2026, 2026-12-31, true",
    "2026, 2026, 2027-01-01, false",
    "2026-02, 2026-02, 2026-02-28, true",
    "2026-02, 2026-02, 2026-03-01, false",
    ", 2026-02, 1999-01-01, true",
    "2026-02, , 2099-01-01, true",
    "2026-02, , 2026-01-31, false",
  })
  void anEndThatIsAWholeDayMonthOrYearHoldsToItsLastMoment(
      String start, String end, LocalDate day, boolean covered) {
    var period = new Period();
    if (start != null) {
      period.setStartElement(new DateTimeType(start));
    }
    if (end != null) {
      period.setEndElement(new DateTimeType(end));
    }
    for (int hour : new int[] {0, 12, 23}) {
      Instant at = day.atTime(hour, 59).atZone(ZoneId.systemDefault()).toInstant();
      assertThat(Validity.covers(period, at)).as("at " + at).isEqualTo(covered);
    }
  }

  @ParameterizedTest
  @CsvSource({"2026-03-01T09:59:59Z, true", "2026-03-01T10:00:00Z, false"})
  void anEndWithATimeIsExact(Instant at, boolean covered) {
    var period = new Period().setEndElement(new DateTimeType("2026-03-01T10:00:00Z"));
    assertThat(Validity.covers(period, at)).isEqualTo(covered);
  }
}

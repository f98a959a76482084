package dev.mortar.security;

import ca.uhn.fhir.model.api.TemporalPrecisionEnum;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Period;

/**
 * When a period holds. An end that is a whole day, month or year holds to its last moment.
 *
 * @see <a href="https://hl7.org/fhir/R4/datatypes.html#Period">Period</a>
 */
final class Validity {
  private Validity() {}

  /** A side that nobody has given is open. */
  static boolean covers(Period period, Instant at) {
    boolean begun = !period.hasStart() || !period.getStart().toInstant().isAfter(at);
    return begun && end(period).filter(end -> !end.isAfter(at)).isEmpty();
  }

  /** The first moment after it, if it ends. */
  static Optional<Instant> end(Period period) {
    if (!period.hasEnd()) {
      return Optional.empty();
    }
    DateTimeType end = period.getEndElement();
    Instant given = end.getValue().toInstant();
    TemporalPrecisionEnum precision = end.getPrecision();
    var day = given.atZone(ZoneId.systemDefault());
    return Optional.of(
        switch (precision) {
          case YEAR -> day.plusYears(1).toInstant();
          case MONTH -> day.plusMonths(1).toInstant();
          case DAY -> day.plusDays(1).toInstant();
          default -> given;
        });
  }
}

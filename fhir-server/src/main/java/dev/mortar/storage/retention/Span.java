package dev.mortar.storage.retention;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.hl7.fhir.r4.model.Duration;

/**
 * A time of days, weeks, months or years, as people and laws count it.
 *
 * @param amount above 0
 */
record Span(long amount, ChronoUnit unit) {
  /** Empty if it is none that a calendar can count. */
  static Optional<Span> of(Duration duration) {
    BigDecimal value = duration.getValue();
    if (value == null || value.stripTrailingZeros().scale() > 0 || value.signum() <= 0) {
      return Optional.empty();
    }
    String code = duration.getCode() == null ? "" : duration.getCode();
    Optional<ChronoUnit> unit =
        switch (code) {
          case "a" -> Optional.of(ChronoUnit.YEARS);
          case "mo" -> Optional.of(ChronoUnit.MONTHS);
          case "wk" -> Optional.of(ChronoUnit.WEEKS);
          case "d" -> Optional.of(ChronoUnit.DAYS);
          default -> Optional.empty();
        };
    return unit.map(found -> new Span(value.longValue(), found));
  }

  Instant before(Instant moment) {
    return moment.atOffset(ZoneOffset.UTC).minus(amount, unit).toInstant();
  }

  Instant after(Instant moment) {
    return moment.atOffset(ZoneOffset.UTC).plus(amount, unit).toInstant();
  }
}

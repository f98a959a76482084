package dev.mortar.storage.inbound;

import ca.uhn.fhir.model.api.TemporalPrecisionEnum;
import java.time.Instant;
import java.util.Date;
import java.util.TimeZone;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Encounter.EncounterLocationComponent;
import org.hl7.fhir.r4.model.Encounter.EncounterLocationStatus;
import org.jspecify.annotations.Nullable;

/**
 * One element of {@code Encounter.location}.
 *
 * @param start null if it is not known, or not a stay
 * @param end null if it goes on
 */
record Listed(
    Where place, EncounterLocationStatus status, @Nullable Instant start, @Nullable Instant end) {
  private static final TimeZone UTC = TimeZone.getTimeZone("UTC");

  static Listed stay(Where place, @Nullable Instant start, @Nullable Instant end) {
    boolean over = end != null;
    var status = over ? EncounterLocationStatus.COMPLETED : EncounterLocationStatus.ACTIVE;
    return new Listed(place, status, start, end);
  }

  static Listed timeless(Where place, EncounterLocationStatus status) {
    return new Listed(place, status, null, null);
  }

  EncounterLocationComponent toLocation() {
    var location =
        new EncounterLocationComponent().setLocation(place.toReference()).setStatus(status);
    if (start != null) {
      location.getPeriod().setStartElement(moment(start));
    }
    if (end != null) {
      location.getPeriod().setEndElement(moment(end));
    }
    return location;
  }

  private static DateTimeType moment(Instant time) {
    boolean whole = time.getNano() == 0;
    var precision = whole ? TemporalPrecisionEnum.SECOND : TemporalPrecisionEnum.MILLI;
    return new DateTimeType(Date.from(time), precision, UTC);
  }
}

package dev.mortar.ig;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.model.api.TemporalPrecisionEnum;
import ca.uhn.fhir.util.FhirTerser;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import org.hl7.fhir.r4.model.BaseDateTimeType;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.Resource;

/**
 * Moves the sample pharmacy from the day for which it was written to today: by whole days, so that
 * the hours of its clock stay, whatever daylight saving time says. Dates of birth stay too.
 */
final class SampleDates {
  static final LocalDate ANCHOR = LocalDate.of(2026, 1, 15);
  static final ZoneId ZONE = ZoneId.of("America/New_York");
  private static final Set<String> PERSONS = Set.of("Patient", "RelatedPerson", "Practitioner");

  private final FhirTerser terser;
  private final long days;

  SampleDates(FhirContext context, Instant now) {
    terser = context.newTerser();
    days = ChronoUnit.DAYS.between(ANCHOR, now.atZone(ZONE).toLocalDate());
  }

  Bundle move(Bundle bundle) {
    move(bundle.getTimestampElement());
    bundle.getEntry().stream().map(BundleEntryComponent::getResource).forEach(this::move);
    return bundle;
  }

  private void move(Resource resource) {
    boolean person = PERSONS.contains(resource.fhirType());
    for (var date : terser.getAllPopulatedChildElementsOfType(resource, BaseDateTimeType.class)) {
      if (!(person && date instanceof DateType)) {
        move(date);
      }
    }
  }

  private void move(BaseDateTimeType date) {
    var text = date.getValueAsString();
    if (date.getPrecision() == TemporalPrecisionEnum.DAY) {
      date.setValueAsString(LocalDate.parse(text).plusDays(days).toString());
    } else if (date.getPrecision().ordinal() > TemporalPrecisionEnum.DAY.ordinal()) {
      var moved = OffsetDateTime.parse(text).atZoneSameInstant(ZONE).plusDays(days);
      date.setValueAsString(DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(moved));
    }
  }
}

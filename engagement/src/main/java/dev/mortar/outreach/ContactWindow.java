package dev.mortar.outreach;

import dev.mortar.ig.Canonicals;
import dev.mortar.store.Parts;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Patient;

/** The times of a person's week at which messages may reach them. */
record ContactWindow(ZoneId zone, List<Window> windows) {
  private static final int DAYS_AHEAD = 8;

  /**
   * @param to not included
   */
  record Window(Set<DayOfWeek> days, LocalTime from, LocalTime to) {}

  /** What the person prefers, but never outside what the policy allows. */
  static ContactWindow of(Patient patient, ZoneId zone, OutreachProperties policy) {
    var wished =
        patient.getExtensionsByUrl(Canonicals.EXT_PREFERRED_CONTACT_WINDOW).stream()
            .map(extension -> window(new Parts(extension), policy))
            .filter(window -> window.from().isBefore(window.to()))
            .toList();
    var every = new Window(Set.of(DayOfWeek.values()), policy.earliest(), policy.latest());
    return new ContactWindow(zone, wished.isEmpty() ? List.of(every) : wished);
  }

  /** The first allowed moment not before the given one. */
  Instant next(Instant from) {
    var day = from.atZone(zone).toLocalDate();
    for (var i = 0; i < DAYS_AHEAD; i++) {
      var date = day.plusDays(i);
      var first =
          windows.stream()
              .filter(window -> window.days().contains(date.getDayOfWeek()))
              .filter(window -> from.isBefore(date.atTime(window.to()).atZone(zone).toInstant()))
              .map(window -> date.atTime(window.from()).atZone(zone).toInstant())
              .map(start -> start.isBefore(from) ? from : start)
              .min(Instant::compareTo);
      if (first.isPresent()) {
        return first.get();
      }
    }
    return from;
  }

  private static Window window(Parts parts, OutreachProperties policy) {
    var from = LocalTime.parse(parts.required("start"));
    var to = LocalTime.parse(parts.required("end"));
    var named =
        parts.texts("day").stream()
            .flatMap(day -> Arrays.stream(DayOfWeek.values()).filter(each -> is(each, day)))
            .collect(Collectors.toSet());
    return new Window(
        named.isEmpty() ? Set.of(DayOfWeek.values()) : named,
        from.isBefore(policy.earliest()) ? policy.earliest() : from,
        to.isAfter(policy.latest()) ? policy.latest() : to);
  }

  private static boolean is(DayOfWeek day, String code) {
    return day.name().toLowerCase(Locale.ROOT).startsWith(code);
  }
}

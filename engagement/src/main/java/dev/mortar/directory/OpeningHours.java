package dev.mortar.directory;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * When a place is open.
 *
 * @param week the open times of each day of the week; no entry at all means always open
 * @param closed days on which it is closed whatever the week says
 */
public record OpeningHours(ZoneId zone, Map<DayOfWeek, List<Hours>> week, Set<LocalDate> closed) {
  /** Enough to get past any holiday, few enough to end where a place is never open. */
  private static final int FURTHEST_DAYS = 366;

  /**
   * @param to the end of the day if it is midnight
   */
  public record Hours(LocalTime from, LocalTime to) {}

  private record Span(Instant from, Instant to) {}

  public OpeningHours {
    week = Map.copyOf(week);
    closed = Set.copyOf(closed);
  }

  public static OpeningHours always(ZoneId zone) {
    return new OpeningHours(zone, Map.of(), Set.of());
  }

  /**
   * The moment at which so much open time has passed since the start. A place that is never open
   * counts as always open, so that work is never without a due time.
   */
  public Instant after(Instant start, Duration open) {
    if (week.isEmpty()) {
      return start.plus(open);
    }
    var left = open;
    var day = start.atZone(zone).toLocalDate();
    for (var i = 0; i < FURTHEST_DAYS; i++) {
      for (var span : spans(day.plusDays(i))) {
        var from = span.from().isBefore(start) ? start : span.from();
        var here = Duration.between(from, span.to());
        if (here.isNegative()) {
          continue;
        }
        if (here.compareTo(left) >= 0) {
          return from.plus(left);
        }
        left = left.minus(here);
      }
    }
    return start.plus(open);
  }

  private List<Span> spans(LocalDate day) {
    if (closed.contains(day)) {
      return List.of();
    }
    var spans = new ArrayList<Span>();
    for (var hours : week.getOrDefault(day.getDayOfWeek(), List.of())) {
      var last = hours.to().equals(LocalTime.MIDNIGHT) ? day.plusDays(1) : day;
      spans.add(
          new Span(
              day.atTime(hours.from()).atZone(zone).toInstant(),
              last.atTime(hours.to()).atZone(zone).toInstant()));
    }
    spans.sort(Comparator.comparing(Span::from));
    return spans;
  }
}

package dev.mortar.directory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mortar.directory.OpeningHours.Hours;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class OpeningHoursTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  private static OpeningHours weekdays(LocalDate... closed) {
    Map<DayOfWeek, List<Hours>> week =
        Stream.of(DayOfWeek.values())
            .filter(day -> day.compareTo(DayOfWeek.SATURDAY) < 0)
            .collect(
                Collectors.toMap(
                    Function.identity(),
                    day -> List.of(new Hours(LocalTime.of(9, 0), LocalTime.of(17, 0)))));
    return new OpeningHours(BERLIN, week, Set.of(closed));
  }

  private static Instant at(String local) {
    return java.time.LocalDateTime.parse(local).atZone(BERLIN).toInstant();
  }

  @Test
  void timeRunsOnlyWhileThePlaceIsOpen() {
    // Friday 16:00 and four hours of work: Monday 12:00.
    assertThat(weekdays().after(at("2026-03-06T16:00"), Duration.ofHours(4)))
        .isEqualTo(at("2026-03-09T12:00"));
  }

  @Test
  void aHolidayDoesNotCount() {
    assertThat(
            weekdays(LocalDate.of(2026, 3, 9)).after(at("2026-03-06T16:00"), Duration.ofHours(4)))
        .isEqualTo(at("2026-03-10T12:00"));
  }

  @Test
  void workThatComesAtNightBeginsInTheMorning() {
    assertThat(weekdays().after(at("2026-03-03T22:00"), Duration.ofHours(1)))
        .isEqualTo(at("2026-03-04T10:00"));
  }

  @Test
  void theHoursAreThoseOfTheClockOnTheWallWhenItChanges() {
    // Clocks go forward in the night to Sunday 2026-03-29.
    assertThat(weekdays().after(at("2026-03-27T16:30"), Duration.ofHours(1)))
        .isEqualTo(at("2026-03-30T09:30"));
  }

  @Test
  void aPlaceThatNamesNoHoursIsAlwaysOpen() {
    var start = at("2026-03-01T03:00");
    assertThat(OpeningHours.always(BERLIN).after(start, Duration.ofHours(1)))
        .isEqualTo(start.plus(Duration.ofHours(1)));
  }

  @Test
  void aPlaceThatIsNeverOpenStillGivesADueTime() {
    var never = new OpeningHours(BERLIN, Map.of(DayOfWeek.MONDAY, List.of()), Set.of());
    var start = at("2026-03-01T03:00");
    assertThat(never.after(start, Duration.ofHours(1))).isEqualTo(start.plus(Duration.ofHours(1)));
  }
}

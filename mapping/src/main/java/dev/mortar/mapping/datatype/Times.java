package dev.mortar.mapping.datatype;

import ca.uhn.fhir.model.api.TemporalPrecisionEnum;
import dev.mortar.mapping.text.Value;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Date;
import java.util.Map;
import java.util.TimeZone;
import java.util.concurrent.ConcurrentHashMap;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.InstantType;
import org.hl7.fhir.r4.model.TimeType;
import org.jspecify.annotations.Nullable;

/**
 * DT, DTM, TS and TM. An offset in the value wins; without one the sender's zone holds. Hours
 * without minutes or seconds are filled with zeros because FHIR has no coarser time of day.
 */
public final class Times {
  /** The few zones that senders use; making a TimeZone of a ZoneId is slow. */
  private static final Map<ZoneId, TimeZone> ZONES = new ConcurrentHashMap<>();

  private Times() {}

  /**
   * With the precision that the sender gave. The zone is set first because HAPI writes its text
   * anew with every change of a value.
   */
  public static @Nullable DateTimeType dateTime(Value value, Mapping mapping) {
    String text = value.text();
    if (text.isEmpty()) {
      return null;
    }
    Parsed parsed = parse(text, mapping.sender().zone());
    if (parsed == null) {
      mapping.bad(value, "Not a date or time");
      return null;
    }
    if (parsed.digits < 10) {
      return new DateTimeType(parsed.date());
    }
    DateTimeType moment = new DateTimeType();
    moment.setTimeZone(timeZone(parsed.time.getZone()));
    moment.setValue(
        Date.from(parsed.time.toInstant()),
        parsed.millis ? TemporalPrecisionEnum.MILLI : TemporalPrecisionEnum.SECOND);
    return moment;
  }

  /** The day, in the sender's own reckoning. */
  public static @Nullable DateType date(Value value, Mapping mapping) {
    String text = value.text();
    if (text.isEmpty()) {
      return null;
    }
    Parsed parsed = parse(text, mapping.sender().zone());
    if (parsed == null) {
      mapping.bad(value, "Not a date");
      return null;
    }
    return new DateType(parsed.date());
  }

  /** Needs at least the day. */
  public static @Nullable InstantType instant(Value value, Mapping mapping) {
    String text = value.text();
    if (text.isEmpty()) {
      return null;
    }
    Parsed parsed = parse(text, mapping.sender().zone());
    if (parsed == null || parsed.digits < 8) {
      mapping.bad(value, "Not a point in time");
      return null;
    }
    InstantType instant = new InstantType();
    instant.setTimeZone(timeZone(parsed.time.getZone()));
    instant.setValue(Date.from(parsed.time.toInstant()), TemporalPrecisionEnum.MILLI);
    return instant;
  }

  /** A time of day: HH[MM[SS[.S]]]. */
  public static @Nullable TimeType time(Value value, Mapping mapping) {
    String text = value.text();
    if (text.isEmpty()) {
      return null;
    }
    int zone = zoneStart(text);
    Parsed parsed = parse("20000101" + text.substring(0, zone), ZoneOffset.UTC);
    if (parsed == null || parsed.digits < 10 || text.startsWith("2000")) {
      mapping.bad(value, "Not a time of day");
      return null;
    }
    return new TimeType(
        "%02d:%02d:%02d"
            .formatted(parsed.time.getHour(), parsed.time.getMinute(), parsed.time.getSecond()));
  }

  /** Null if the text is no date and time. */
  public static @Nullable Instant instant(String text, ZoneId zone) {
    Parsed parsed = parse(text, zone);
    return parsed == null || parsed.digits < 8 ? null : parsed.time.toInstant();
  }

  /** The same of a value that names the hour at least; null for a mere day. */
  public static @Nullable Instant moment(String text, ZoneId zone) {
    Parsed parsed = parse(text, zone);
    return parsed == null || parsed.digits < 10 ? null : parsed.time.toInstant();
  }

  private static TimeZone timeZone(ZoneId zone) {
    return ZONES.computeIfAbsent(zone, TimeZone::getTimeZone);
  }

  private record Parsed(int digits, ZonedDateTime time, boolean millis) {
    /** The part that is a date: year, month or day. */
    String date() {
      String day = time.toLocalDate().toString();
      return digits >= 8 ? day : day.substring(0, digits == 4 ? 4 : 7);
    }
  }

  private static @Nullable Parsed parse(String text, ZoneId zone) {
    int zoneStart = zoneStart(text);
    int digits = 0;
    while (digits < zoneStart && isDigit(text.charAt(digits))) {
      digits++;
    }
    boolean fraction = digits == 14 && zoneStart > 15 && text.charAt(14) == '.';
    if (digits < 4 || digits > 14 || digits % 2 != 0 || (!fraction && digits != zoneStart)) {
      return null;
    }
    int nanos = fraction ? nanos(text, zoneStart) : 0;
    ZoneId at = zoneStart == text.length() ? zone : offset(text, zoneStart);
    if (nanos < 0 || at == null) {
      return null;
    }
    try {
      LocalDateTime local =
          LocalDateTime.of(
              number(text, 0, 4, digits, 0),
              number(text, 4, 2, digits, 1),
              number(text, 6, 2, digits, 1),
              number(text, 8, 2, digits, 0),
              number(text, 10, 2, digits, 0),
              number(text, 12, 2, digits, 0),
              nanos);
      return local.getYear() < 1 ? null : new Parsed(digits, local.atZone(at), nanos > 0);
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static int number(String text, int from, int length, int digits, int absent) {
    if (from >= digits) {
      return absent;
    }
    int number = 0;
    for (int i = from; i < from + length; i++) {
      number = number * 10 + (text.charAt(i) - '0');
    }
    return number;
  }

  private static int nanos(String text, int end) {
    int nanos = 0;
    int unit = 100_000_000;
    for (int i = 15; i < end; i++) {
      if (!isDigit(text.charAt(i))) {
        return -1;
      }
      nanos += (text.charAt(i) - '0') * unit;
      unit /= 10;
    }
    return nanos;
  }

  private static int zoneStart(String text) {
    for (int i = text.length() - 1; i >= 0; i--) {
      char c = text.charAt(i);
      if (c == '+' || c == '-') {
        return i;
      }
    }
    return text.endsWith("Z") ? text.length() - 1 : text.length();
  }

  private static @Nullable ZoneId offset(String text, int at) {
    if (text.charAt(at) == 'Z') {
      return ZoneOffset.UTC;
    }
    if (text.length() != at + 5) {
      return null;
    }
    for (int i = at + 1; i < at + 5; i++) {
      if (!isDigit(text.charAt(i))) {
        return null;
      }
    }
    int sign = text.charAt(at) == '-' ? -1 : 1;
    int hours = number(text, at + 1, 2, text.length(), 0);
    int minutes = number(text, at + 3, 2, text.length(), 0);
    try {
      return ZoneOffset.ofHoursMinutes(sign * hours, sign * minutes);
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}

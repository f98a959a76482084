package dev.mortar.storage.inbound;

import dev.mortar.mapping.Placing;
import dev.mortar.mapping.Placing.Kind;
import dev.mortar.storage.inbound.PlaceEvent.Beside;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.Encounter.EncounterLocationStatus;
import org.jspecify.annotations.Nullable;

/**
 * A {@link StayLog} as text, in the same column as the times of the elements. Its lines begin with
 * {@value #SIGN}: first the places, {@code @reference TAB display}, then the events, {@code @}
 * followed by tabs and a kind, the times it was told, sent, took place and cancels, the number of
 * its place and of the one before it, and those beside it with their status. Times are milliseconds
 * since 1970 to the base 36; one that is like the time before it is left out, as is what is not
 * said.
 */
final class StayText {
  static final char SIGN = '@';

  private static final String EVENT = SIGN + "\t";
  private static final int FIELDS = 8;

  private StayText() {}

  static boolean isLine(String line) {
    return !line.isEmpty() && line.charAt(0) == SIGN;
  }

  static String write(List<PlaceEvent> events) {
    Map<Where, Integer> places = new LinkedHashMap<>();
    StringBuilder lines = new StringBuilder();
    for (PlaceEvent event : events) {
      Placing placing = event.placing();
      lines.append(EVENT).append(placing.kind()).append('\t');
      lines.append(time(placing.told())).append('\t');
      lines.append(time(placing.sent(), placing.told())).append('\t');
      lines.append(time(placing.at(), placing.told())).append('\t');
      lines.append(placing.cancelled() == null ? "" : time(placing.cancelled())).append('\t');
      lines.append(number(event.place(), places)).append('\t');
      lines.append(number(event.prior(), places)).append('\t');
      for (Beside beside : event.beside()) {
        String status = beside.status().toCode();
        lines.append(status).append(' ').append(number(beside.place(), places)).append(' ');
      }
      lines.append('\n');
    }
    StringBuilder text = new StringBuilder();
    for (Where place : places.keySet()) {
      text.append(SIGN).append(escape(place.reference())).append('\t');
      text.append(escape(place.display())).append('\n');
    }
    return text.append(lines).toString();
  }

  /**
   * @param text null if nothing is kept; lines of others are left out
   */
  static StayLog read(@Nullable String text) {
    List<Where> places = new ArrayList<>();
    List<PlaceEvent> events = new ArrayList<>();
    if (text != null && text.indexOf(SIGN) >= 0) {
      text.lines()
          .filter(StayText::isLine)
          .forEach(
              line -> {
                String[] fields = line.substring(1).split("\t", -1);
                if (line.startsWith(EVENT) && fields.length > FIELDS) {
                  events.add(event(fields, places));
                } else {
                  places.add(new Where(unescape(fields[0]), unescape(fields[1])));
                }
              });
    }
    return StayLog.of(events);
  }

  private static PlaceEvent event(String[] fields, List<Where> places) {
    Instant told = time(fields[2]);
    Placing placing =
        new Placing(
            Kind.valueOf(fields[1]),
            told,
            fields[3].isEmpty() ? told : time(fields[3]),
            fields[4].isEmpty() ? told : time(fields[4]),
            fields[5].isEmpty() ? null : time(fields[5]));
    List<Beside> beside = new ArrayList<>();
    String[] words = fields[FIELDS].split(" ");
    for (int i = 0; i + 1 < words.length; i += 2) {
      Where place = places.get(Integer.parseInt(words[i + 1]));
      beside.add(new Beside(EncounterLocationStatus.fromCode(words[i]), place));
    }
    return new PlaceEvent(placing, place(fields[6], places), place(fields[7], places), beside);
  }

  private static @Nullable Where place(String number, List<Where> places) {
    return number.isEmpty() ? null : places.get(Integer.parseInt(number));
  }

  private static String number(@Nullable Where place, Map<Where, Integer> places) {
    if (place == null) {
      return "";
    }
    Integer known = places.putIfAbsent(place, places.size());
    return Integer.toString(known == null ? places.size() - 1 : known);
  }

  private static String time(Instant time, Instant usual) {
    return time.equals(usual) ? "" : time(time);
  }

  private static String time(Instant time) {
    return Long.toString(time.toEpochMilli(), Character.MAX_RADIX);
  }

  private static Instant time(String text) {
    return Instant.ofEpochMilli(Long.parseLong(text, Character.MAX_RADIX));
  }

  /** Without what ends a field or a line, or what a database does not take. */
  private static String escape(String text) {
    StringBuilder escaped = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c == '%' || c == '\u007f') {
        escaped.append('%').append((char) (c + 0x100));
      } else {
        escaped.append(c);
      }
    }
    return escaped.toString();
  }

  private static String unescape(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean escaped = c == '%' && i + 1 < text.length();
      plain.append(escaped ? (char) (text.charAt(++i) - 0x100) : c);
    }
    return plain.toString();
  }
}

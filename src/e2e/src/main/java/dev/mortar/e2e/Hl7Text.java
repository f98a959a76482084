package dev.mortar.e2e;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text of one HL7 v2 message, with the few edits that a sender of samples needs. */
public record Hl7Text(String text) {
  private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyyMMddHHmm");
  private static final DateTimeFormatter SECOND = DateTimeFormatter.ofPattern("yyyyMMddHHmmss");

  /** A date with at least hour and minute; a date alone, such as a birthday, stays as it is. */
  private static final Pattern MOMENT =
      Pattern.compile(
          "(?<=[|^~])((?:19|20)\\d{10})(\\d{2}(?:\\.\\d+)?)?([+-]\\d{4})?(?=[|^~\\r]|$)");

  public Hl7Text {
    text = text.replace("\r\n", "\r").replace('\n', '\r');
  }

  /**
   * Field {@code number} of the first segment of that name, counted as HL7 counts; empty if absent.
   */
  public String field(String segment, int number) {
    String[] fields = line(segment).split("\\|", -1);
    int index = segment.equals("MSH") ? number - 1 : number;
    return index < fields.length ? fields[index] : "";
  }

  public Hl7Text with(String segment, int number, String value) {
    String line = line(segment);
    String[] fields = line.split("\\|", -1);
    fields[segment.equals("MSH") ? number - 1 : number] = value;
    return new Hl7Text(text.replace(line, String.join("|", fields)));
  }

  public String controlId() {
    return field("MSH", 10);
  }

  public String type() {
    String[] parts = field("MSH", 9).split("\\^", -1);
    return parts.length > 1 ? parts[0] + "^" + parts[1] : parts[0];
  }

  /** When the message says it was made, in its own local time. */
  public LocalDateTime made() {
    return LocalDateTime.parse(field("MSH", 7).substring(0, 12), MINUTE);
  }

  /** The same appointment at another time; SCH-11 says when it begins and ends. */
  public Hl7Text withAppointmentAt(Instant begin) {
    String[] timing = field("SCH", 11).split("\\^", -1);
    ZoneOffset offset = ZoneOffset.of(timing[3].substring(timing[3].length() - 5));
    LocalDateTime old = LocalDateTime.parse(timing[3].substring(0, 12), MINUTE);
    Duration length =
        Duration.between(old, LocalDateTime.parse(timing[4].substring(0, 12), MINUTE));
    String suffix = timing[3].substring(timing[3].length() - 5);
    String from = SECOND.format(begin.atOffset(offset)) + suffix;
    String to = SECOND.format(begin.plus(length).atOffset(offset)) + suffix;
    return new Hl7Text(text.replace(timing[3], from).replace(timing[4], to));
  }

  /** Every moment of the message, moved by so much. */
  public Hl7Text moved(Duration by) {
    Matcher moment = MOMENT.matcher(text);
    return new Hl7Text(
        moment.replaceAll(
            found -> {
              String rest = text.substring(found.start() + 12, found.end());
              return LocalDateTime.parse(found.group(1), MINUTE).plus(by).format(MINUTE) + rest;
            }));
  }

  private String line(String segment) {
    return text.lines().filter(line -> line.startsWith(segment + "|")).findFirst().orElse(segment);
  }
}

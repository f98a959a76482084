package dev.mortar.e2e;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What happens to one patient of the feed, as messages of every mapped type in the order in which
 * they happen.
 *
 * @param run makes the identifiers of this run differ from those of others
 * @param number which patient
 * @param start when the first message was made; each following one is a second later
 * @param visit when the appointment begins
 */
record Course(String run, int number, LocalDateTime start, LocalDateTime visit) {
  private static final DateTimeFormatter SECOND = DateTimeFormatter.ofPattern("yyyyMMddHHmmss");
  private static final List<String> TYPES =
      List.of(
          "ADT^A04", "SIU^S12", "ADT^A01", "ORU^R01", "ADT^A08", "SIU^S13", "ADT^A08", "ORU^R01",
          "ADT^A08", "ADT^A03", "ADT^A04", "ADT^A40");

  static int length() {
    return TYPES.size();
  }

  List<String> messages() {
    return IntStream.range(0, TYPES.size()).mapToObj(this::message).toList();
  }

  String patient() {
    return run + "P" + number;
  }

  String controlId(int step) {
    return run + "M" + number + "-" + step;
  }

  String mail() {
    return "sample-" + patient().toLowerCase(Locale.ROOT) + "@example.org";
  }

  /** The telephone number that the message of this step tells; a later one must never be undone. */
  static String phone(int number, int step) {
    return "555%04d%03d".formatted(number, step);
  }

  /** Every second patient is reached by mail, the others by SMS. */
  private boolean hasMail() {
    return number % 2 == 0;
  }

  /** What a search by the patient's identifier finds in a resource's text. */
  String quoted() {
    return '"' + patient() + '"';
  }

  /** The number that the last message leaves. */
  String lastPhone() {
    return phone(number, TYPES.size() - 1);
  }

  /** How many resources of each type there are about the patient in the end. */
  Map<String, Integer> leaves() {
    return Map.of("Observation", 2, "Encounter", 1, "Appointment", 1, "Task", critical() ? 3 : 1);
  }

  /** What others must have heard of the patient in the end: the message, and what it holds. */
  List<String> tellings() {
    return List.of(
        "ADT " + lastPhone(),
        "SIU " + patient() + "A^",
        "ORU " + patient() + "O" + TYPES.indexOf("ORU^R01") + "^",
        "ORU " + patient() + "O" + TYPES.lastIndexOf("ORU^R01") + "^");
  }

  private boolean critical() {
    return number % 4 == 0;
  }

  private String message(int step) {
    String type = TYPES.get(step);
    String body =
        switch (type) {
          case "ORU^R01" -> result(step);
          case "SIU^S12", "SIU^S13" -> appointment(step);
          case "ADT^A40" -> pid(patient(), step) + "MRG|" + patient() + "D^^^FEED^MR\r";
          case "ADT^A01", "ADT^A03" -> event(type, step) + pid(patient(), step) + stay(step);
          default -> event(type, step) + pid(step == 10 ? patient() + "D" : patient(), step);
        };
    return header(type, step) + body;
  }

  private String header(String type, int step) {
    return "MSH|^~\\&|FEED|CITY|MORTAR|PHARMACY|%s||%s|%s|P|2.5.1|||||||UNICODE UTF-8\r"
        .formatted(at(step), type, controlId(step));
  }

  private String event(String type, int step) {
    return "EVN|%s|%s\r".formatted(type.substring(4), at(step));
  }

  /**
   * The number of one whom mail reaches is a fax's, so that it tells the order and nothing else.
   */
  private String pid(String patient, int step) {
    String ways = hasMail() ? "FX~^NET^Internet^" + mail() : "PH";
    return "PID|1||%s^^^FEED^MR||Sample^Zoë%d||19600101|F|||1 Test Street^^Sampleton^^12345||%s^PRN^%s\r"
        .formatted(patient, number, phone(number, step), ways);
  }

  private String stay(int step) {
    String end = step > 2 ? "||||||||||||||||||||||||||" + at(2) + "|" + at(step) : "";
    return "PV1|1|I|WARD^1^1||||||||||||||||%s^^^FEED^VN%s\r".formatted(patient() + "V", end);
  }

  private String result(int step) {
    String order = patient() + "O" + step;
    return pid(patient(), step)
        + "OBR|1|%s^FEED|%s^LAB|24323-8^Metabolic panel^LN|||%s|||||||||||||||%s|||F\r"
            .formatted(order, order, at(step), at(step))
        + "OBX|1|NM|2823-3^Potassium^LN||%s|mmol/L|3.5-5.1|%s|||F|||%s\r"
            .formatted(critical() ? "6.8" : "4.1", critical() ? "HH" : "N", at(step));
  }

  private String appointment(int step) {
    String begin = visit.format(SECOND) + "+0000";
    String end = visit.plusMinutes(20).format(SECOND) + "+0000";
    String id = patient() + "A";
    return "SCH|%s^FEED|%s^FEED|||||^Review||20|min|^^20^%s^%s||||||||||||||Booked\r"
            .formatted(id, id, begin, end)
        + pid(patient(), step)
        + "RGS|1|A\rAIS|1|A|REVIEW^Medication review^L|%s|||20|min\r".formatted(begin);
  }

  private String at(int step) {
    return start.plusSeconds(step).format(SECOND) + "+0000";
  }

  static LocalDateTime now() {
    return LocalDateTime.now(ZoneOffset.UTC);
  }
}

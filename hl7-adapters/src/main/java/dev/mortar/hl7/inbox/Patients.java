package dev.mortar.hl7.inbox;

import java.util.List;

/** The numbers of the patients that a message is about, as people type them. */
final class Patients {
  private Patients() {}

  /**
   * @param lines ordering keys, a patient's as {@code system|value}
   */
  static List<String> of(List<String> lines) {
    return lines.stream()
        .filter(line -> !line.startsWith(Lines.SENDER))
        .map(line -> Columns.text(line.substring(line.indexOf('|') + 1)))
        .distinct()
        .toList();
  }
}

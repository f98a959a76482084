package dev.mortar.priority;

import java.util.List;

/**
 * What a laboratory result means.
 *
 * @param label in words, such as {@code Potassium 6.8 mmol/L, critical (limit 6.2)}
 * @param gaps what could not be looked at, such as an unknown unit
 */
public record Finding(Severity severity, String label, List<String> gaps) {
  /** In rising order. */
  public enum Severity {
    /** Neither a flag nor limits say anything. */
    UNKNOWN,
    NORMAL,
    ABNORMAL,
    CRITICAL
  }

  public Finding {
    gaps = List.copyOf(gaps);
  }

  boolean worseThan(Finding other) {
    return severity.compareTo(other.severity) > 0;
  }
}

package dev.mortar.mapping;

import dev.mortar.mapping.text.Fate;
import java.util.List;

/**
 * What became of one primitive value of a message.
 *
 * @param path as {@code OBX[1]-5} or {@code PID-3[2].4.1}
 * @param value decoded; patient data, for the eyes of those who may see the message
 * @param targets FHIR paths such as {@code Observation.valueQuantity.value}; empty unless mapped
 * @param row the ids of the rows that mapped it, {@code "; "} between them; empty unless mapped
 */
public record AtomTrace(String path, String value, Fate fate, List<String> targets, String row) {
  public AtomTrace {
    targets = List.copyOf(targets);
  }
}

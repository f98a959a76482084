package dev.mortar.mapping.segment;

import dev.mortar.mapping.datatype.Mapping;
import dev.mortar.mapping.text.Segment;

/**
 * One line of a map.
 *
 * @param id the official row as {@code PID[Patient] PID-5 => name[1]}, or {@code ours: …}
 * @param target the FHIR path that the trace shows
 * @param reason why the row is ours, empty for an official one
 */
public record Row<R>(String id, String target, String reason, Step<R> step) {
  /** Puts what stands in a segment into a resource. */
  @FunctionalInterface
  interface Step<R> {
    /** True if something reached the resource. */
    boolean run(Segment segment, R resource, Mapping mapping);
  }

  public boolean isOfficial() {
    return reason.isEmpty();
  }
}

package dev.mortar.mapping.outward;

import java.time.Instant;

/**
 * What stands in the MSH of a message that goes out, besides its type.
 *
 * @param first whether the receiver is told of the resource for the first time
 */
public record Letter(Party from, Party to, String controlId, Instant time, boolean first) {
  /** MSH-3 and MSH-4, or MSH-5 and MSH-6. */
  public record Party(String application, String facility) {}
}

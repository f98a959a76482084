package dev.mortar.hl7.inbox;

import dev.mortar.mapping.Heading;
import java.time.Instant;
import java.util.List;

/**
 * A message as it is to be stored, with the acknowledgement that its sender gets once it is.
 *
 * @param raw the bytes without framing; of a broken frame, its beginning
 * @param size how many bytes came; more than {@code raw} holds if the frame was broken
 * @param lines the ordering keys; at least one unless the message goes to quarantine
 * @param quarantine why this is not to be worked; empty for a message that is
 */
public record Arrival(
    Origin origin,
    byte[] raw,
    long size,
    Heading heading,
    Promise promise,
    List<String> lines,
    String quarantine) {

  public Arrival {
    lines = lines.stream().distinct().toList();
    if (lines.isEmpty() == quarantine.isEmpty()) {
      throw new IllegalArgumentException("Either an ordering key or a reason for quarantine");
    }
  }

  /**
   * @param peer the address that the message came from, for people
   * @param profile the name of the sender's profile; a repeat is recognised within one
   */
  public record Origin(String peer, String profile, Instant received) {}

  /**
   * @param code MSA-1, empty if the sender wants no acknowledgement
   * @param wire the acknowledgement with its framing: none, one or two frames
   */
  public record Promise(String code, byte[] wire) {}
}

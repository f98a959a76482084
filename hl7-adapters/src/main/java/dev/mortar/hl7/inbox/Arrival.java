package dev.mortar.hl7.inbox;

import dev.mortar.hl7.MessageSeal;
import dev.mortar.mapping.Heading;
import java.time.Instant;
import java.util.List;

/**
 * A message as it is to be stored, with the acknowledgement that its sender gets once it is.
 *
 * @param raw the bytes without framing; of a broken frame, its beginning
 * @param size how many bytes came; more than {@code raw} holds if the frame was broken
 * @param purpose what is to be done with it
 */
public record Arrival(
    Origin origin, byte[] raw, long size, Heading heading, Promise promise, Purpose purpose) {

  /** What is to be done with what came. */
  public sealed interface Purpose {
    /**
     * To be applied.
     *
     * @param lines the ordering keys, at least one
     */
    record Apply(List<String> lines) implements Purpose {
      public Apply {
        lines = lines.stream().distinct().toList();
        if (lines.isEmpty()) {
          throw new IllegalArgumentException("A message stands in at least one line");
        }
      }
    }

    /** To be joined with the other parts of its message. */
    record Join(Part part) implements Purpose {}

    /** Not to be worked at all, and why. */
    record Quarantine(String why) implements Purpose {}
  }

  /** Empty for what is not to be applied as it is. */
  List<String> lines() {
    return purpose instanceof Purpose.Apply(List<String> lines) ? lines : List.of();
  }

  Part part() {
    return purpose instanceof Purpose.Join(Part part) ? part : Part.WHOLE;
  }

  /** The same as it lies in the database. */
  Arrival sealed(MessageSeal seal) {
    Purpose named =
        purpose instanceof Purpose.Apply(List<String> lines)
            ? new Purpose.Apply(lines.stream().map(seal::name).toList())
            : purpose;
    return new Arrival(origin, seal.seal(raw), size, heading, promise, named);
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

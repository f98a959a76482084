package dev.mortar.hl7;

import dev.mortar.mapping.Heading;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The stored messages, for those who must look at one: pages, operators, tests. */
public interface InboundMessages {
  Optional<Inbound> find(InboxId id);

  /** The bytes of a message as they came; of a quarantined one at most the first 64 KiB. */
  Optional<byte[]> raw(InboxId id);

  /**
   * Newest first.
   *
   * @param limit 1 to 1000
   */
  List<Inbound> newest(int limit);

  /**
   * Puts a failed or finished message back at the end of the queue, and hurries one that waits for
   * its next attempt. False if there is no such message, or if it is in quarantine: what may be cut
   * off must never be applied.
   */
  boolean replay(InboxId id);

  /**
   * @param size bytes that came; of a frame that was cut off, those that were counted
   * @param ackCode MSA-1 of the acknowledgement, such as {@code AA} or {@code CA}; empty if the
   *     sender asked for none
   * @param ack the acknowledgement as it was promised with the commit, without framing; empty if
   *     there is none
   * @param attempts how often delivery was tried
   * @param failure why the last attempt failed, empty if it did not; no patient data
   * @param reusedControlId the same sender used the same MSH-10 before, with other bytes
   */
  record Inbound(
      InboxId id,
      Heading heading,
      String peer,
      Instant received,
      long size,
      State state,
      String ackCode,
      byte[] ack,
      int attempts,
      String failure,
      boolean reusedControlId) {}

  /** The state of the work, which is another axis than the acknowledgement. */
  enum State {
    WAITING,
    DONE,
    RETRY,
    FAILED,
    QUARANTINED
  }
}

package dev.mortar.hl7;

import dev.mortar.mapping.Heading;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The stored messages, for those who must look at one: pages, operators, tests. */
public interface InboundMessages {
  Optional<Inbound> find(InboxId id);

  /**
   * Newest first.
   *
   * @param limit 1 to 1000
   */
  List<Inbound> newest(int limit);

  /** Puts a failed or finished message back into the queue. False if there is no such message. */
  boolean replay(InboxId id);

  /**
   * @param ack the acknowledgement as it was sent, empty while none was
   * @param attempts how often delivery was tried
   * @param failure why the last attempt failed, empty if it did not; no patient data
   */
  record Inbound(
      InboxId id,
      byte[] raw,
      Heading heading,
      String peer,
      Instant received,
      State state,
      byte[] ack,
      int attempts,
      String failure) {}

  /** The state of the work, which is another axis than the acknowledgement. */
  enum State {
    WAITING,
    DONE,
    RETRY,
    FAILED,
    QUARANTINED
  }
}

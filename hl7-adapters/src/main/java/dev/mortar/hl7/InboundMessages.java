package dev.mortar.hl7;

import dev.mortar.mapping.Heading;
import dev.mortar.mapping.MappingIssue;
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
  default List<Inbound> newest(int limit) {
    return search(Search.ALL, limit);
  }

  /**
   * Those that meet all that is asked, newest first.
   *
   * @param limit 1 to 1000
   */
  List<Inbound> search(Search search, int limit);

  /**
   * Puts a failed or finished message back at the end of the queue, and hurries one that waits for
   * its next attempt. False if there is no such message, or if it is in quarantine: what may be cut
   * off must never be applied.
   */
  boolean replay(InboxId id);

  /**
   * Takes a corrected copy of a failed or quarantined message, which itself stays as it came, set
   * aside for good. Empty if there is none, or if it neither failed nor is in quarantine.
   *
   * @throws IllegalArgumentException if the copy is no message; its text says what is missing
   */
  Optional<InboxId> correct(InboxId id, byte[] corrected);

  /**
   * What is looked for; an empty text asks for nothing.
   *
   * @param patient a number of the patient, as its sender gives it
   * @param sender MSH-3 or MSH-4
   * @param type message code, or message code and trigger, as {@code ADT^A08}
   * @param before only messages with a smaller id, for the next page; 0 for the first
   */
  record Search(
      String patient,
      String controlId,
      String sender,
      String type,
      Optional<State> state,
      Optional<MappingIssue.Code> issue,
      long before) {
    public static final Search ALL =
        new Search("", "", "", "", Optional.empty(), Optional.empty(), 0);
  }

  /**
   * @param size bytes that came; of a frame that was cut off, those that were counted
   * @param ackCode MSA-1 of the acknowledgement, such as {@code AA} or {@code CA}; empty if the
   *     sender asked for none
   * @param ack the acknowledgement as it was promised with the commit, without framing; empty if
   *     there is none
   * @param attempts how often delivery was tried
   * @param failure why the last attempt failed, empty if it did not; no patient data
   * @param reading how it was mapped when it was last applied: mapped, partly, unmapped or
   *     rejected; empty before that
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
      String reading,
      boolean reusedControlId) {}

  /** The state of the work, which is another axis than the acknowledgement. */
  enum State {
    WAITING,
    DONE,
    RETRY,
    FAILED,
    QUARANTINED,
    /** A part of a message that waits for the others. */
    FRAGMENT,
    /** A part of a message that was put together, which is a message of its own. */
    JOINED,
    /** A person has sent a corrected copy in its place. */
    CORRECTED,
    /** The person whom it was about was erased; only what recognises a repeat is left. */
    ERASED
  }
}

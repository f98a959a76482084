package dev.mortar.hl7.inbox;

import dev.mortar.hl7.InboxId;

/** What the inbox says to the one who brought a message. */
public sealed interface Receipt {
  /** The bytes and the acknowledgement are on disk, so it may be sent. */
  record Accepted(InboxId id) implements Receipt {}

  /**
   * The same bytes came before: repeat the promise, not the work.
   *
   * @param ack what was promised then, as it goes over the wire
   */
  record Duplicate(InboxId earlier, byte[] ack) implements Receipt {}

  /**
   * Nothing is promised; the sender shall try again. The message may be stored all the same, if
   * only the answer of the database was lost: then the next try is a duplicate.
   */
  record Unavailable(String why) implements Receipt {}
}

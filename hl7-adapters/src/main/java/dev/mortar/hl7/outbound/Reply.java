package dev.mortar.hl7.outbound;

/** What came of one attempt to tell a destination. */
sealed interface Reply {
  /** It has the message. */
  record Taken(String code, byte[] ack) implements Reply {}

  /** It did not take it now, and may later: AE or CE. */
  record Later(String code, byte[] ack) implements Reply {}

  /** It will never take it as it is: AR or CR. */
  record Refused(String code, byte[] ack) implements Reply {}

  /** Nothing of the message has left us. */
  record Unreachable(String why) implements Reply {}

  /**
   * It may have the message, but did not say so. The same bytes under the same control id are sent
   * again, by which a receiver knows a repeat.
   */
  record Unanswered(String why) implements Reply {}
}

package dev.mortar.outreach.channel;

import dev.mortar.ig.Codes.MessageStatusReason;

/** What the carrier did with a message. */
public sealed interface Handover {
  /** It took the message. */
  record Accepted(String providerId, int segments) implements Handover {}

  /** It will never take this message. */
  record Refused(MessageStatusReason why) implements Handover {}

  /** It certainly did not get the message; later it may. */
  record NotSent(String why) implements Handover {}

  /** It may or may not have got the message. */
  record Unclear(String why) implements Handover {}
}

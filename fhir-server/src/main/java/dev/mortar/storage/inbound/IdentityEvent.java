package dev.mortar.storage.inbound;

import java.time.Instant;

/**
 * What was said of who a patient is; patients by their ids.
 *
 * @param one who is merged, or who gives an identifier away; of a link the first in order
 * @param identifier of a move: the id that is a function of the identifier; else empty
 */
record IdentityEvent(Kind kind, String one, String other, String identifier, Instant at) {
  enum Kind {
    MERGE,
    LINK,
    PART,
    MOVE
  }

  static IdentityEvent merge(String loser, String survivor, Instant at) {
    return new IdentityEvent(Kind.MERGE, loser, survivor, "", at);
  }

  static IdentityEvent link(String one, String other, Instant at) {
    return pair(Kind.LINK, one, other, at);
  }

  static IdentityEvent part(String one, String other, Instant at) {
    return pair(Kind.PART, one, other, at);
  }

  static IdentityEvent move(String identifier, String from, String to, Instant at) {
    return new IdentityEvent(Kind.MOVE, from, to, identifier, at);
  }

  private static IdentityEvent pair(Kind kind, String one, String other, Instant at) {
    boolean ordered = one.compareTo(other) < 0;
    return new IdentityEvent(kind, ordered ? one : other, ordered ? other : one, "", at);
  }
}

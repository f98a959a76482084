package dev.mortar.hl7;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The messages that go out, for those who must look at one. */
public interface OutboundMessages {
  /**
   * The newest first.
   *
   * @param destination empty for all
   * @param state empty for all
   * @param before those of smaller ids only; {@link Long#MAX_VALUE} for all
   * @param limit 1 to 1000
   */
  List<Outbound> newest(String destination, Optional<State> state, long before, int limit);

  Optional<Outbound> find(long id);

  /** The bytes as they went or will go, without framing. */
  Optional<byte[]> raw(long id);

  /**
   * Sends a message again, at the end of its line and under its own control id; one that waits is
   * hurried. False if there is none.
   */
  boolean replay(long id);

  /**
   * Sends a dead letter again with other content; what it was before is kept beside it. False if
   * there is none that failed.
   *
   * @throws IllegalArgumentException if the text is no message or has another control id
   */
  boolean correct(long id, byte[] corrected);

  /**
   * Removes what goes out, or went out, about somebody, and that it was told.
   *
   * @param references resources as {@code Appointment/7}, the patient's own among them
   * @return how many messages
   */
  int erase(Collection<String> references);

  /** Where a message stands. */
  enum State {
    WAITING,
    RETRY,
    DONE,
    FAILED
  }

  /**
   * @param about the resource, as {@code Appointment/7}
   * @param failure why the last attempt failed, empty if it did not; no patient data
   * @param ackCode MSA-1 of the answer, empty before there is one
   * @param ack the answer without framing
   */
  record Outbound(
      long id,
      String destination,
      String about,
      String controlId,
      String type,
      Instant created,
      State state,
      int attempts,
      String failure,
      String ackCode,
      byte[] ack) {}
}

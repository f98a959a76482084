package dev.mortar.hl7;

import dev.mortar.hl7.OutboundMessages.State;

/** Hears what became of messages that went out, such as an audit trail. */
public interface OutboundListener {
  /** In the transaction that writes the outcome down. */
  void settled(Told told);

  /**
   * @param patient the reference that the message keeps its order by, as {@code Patient/7}; another
   *     resource if no patient is known
   * @param about the resource, as {@code Appointment/7}
   * @param state done or failed
   */
  record Told(
      String destination,
      String about,
      String patient,
      String controlId,
      String type,
      State state) {}
}

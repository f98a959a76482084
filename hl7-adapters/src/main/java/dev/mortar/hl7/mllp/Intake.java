package dev.mortar.hl7.mllp;

/** Takes messages from wherever they come, and says what goes back. */
public interface Intake {
  /**
   * One message, or a batch within FHS or BHS.
   *
   * @param content without framing
   */
  Answer receive(Caller caller, byte[] content);

  /** Any number of messages one after the other, with or without FHS and BHS around them. */
  Answer receiveAll(Caller caller, byte[] content);

  /**
   * @param wire with its framing; empty if the sender wants nothing
   * @param stored false if at least one message could not be stored now and must come again
   */
  record Answer(byte[] wire, boolean stored) {}
}

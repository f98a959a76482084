package dev.mortar.hl7;

import java.util.Optional;

/** Where messages for others are put. */
public interface Outbox {
  /**
   * Puts a message in the line of its patient, inside the caller's transaction. A version that the
   * destination was told already, or a later one of which it was told, changes nothing.
   *
   * @return false if there was nothing to say
   */
  boolean put(String destination, Subject subject, Encoding encoding);

  /**
   * What a message is about.
   *
   * @param reference as {@code Appointment/7}
   * @param version of that resource
   * @param orderingKey messages that share one keep their order, as those of one patient must
   */
  record Subject(String reference, long version, String orderingKey) {}

  /** Writes a message. */
  interface Encoding {
    /**
     * @param controlId MSH-10
     * @param first whether the destination was never told of the resource before
     * @return empty if there is nothing that a message could say
     */
    Optional<Encoded> encode(String controlId, boolean first);
  }

  /**
   * @param type as {@code SIU^S12}
   */
  record Encoded(String type, byte[] bytes) {}
}

package dev.mortar.mapping;

/**
 * Turns one HL7 v2 message into FHIR R4. Implementations are pure and safe for any number of
 * threads.
 */
public interface Mapper {
  /**
   * Never throws for the content of a message: what cannot be used is reported in the result.
   *
   * @param message the raw bytes with what is known of their origin
   */
  Mapped map(RawMessage message);
}

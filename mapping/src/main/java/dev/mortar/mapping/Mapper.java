package dev.mortar.mapping;

import java.util.List;

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

  /**
   * The ordering keys alone, as {@link Mapped#partitions()} would give them. They are asked for
   * before a message is stored, so an implementation should read only what it needs for them.
   *
   * @param message its id is not known yet and must not matter
   */
  default List<String> partitions(RawMessage message) {
    return map(message).partitions();
  }
}

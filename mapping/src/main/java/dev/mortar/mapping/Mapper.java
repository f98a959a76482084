package dev.mortar.mapping;

import dev.mortar.mapping.message.Engine;
import dev.mortar.mapping.sender.SenderProfiles;
import java.util.List;

/**
 * Turns one HL7 v2 message into FHIR R4. Implementations are pure and safe for any number of
 * threads.
 */
public interface Mapper {
  /** With the rows of this module and no sender profiles. */
  static Mapper standard() {
    return with(SenderProfiles.none());
  }

  static Mapper with(SenderProfiles senders) {
    return new Engine(senders);
  }

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

  /**
   * Every atom of a message in its order, with what became of it. Slower than {@link #map}; an
   * implementation that keeps no account has nothing to tell.
   */
  default List<AtomTrace> trace(RawMessage message) {
    return List.of();
  }
}

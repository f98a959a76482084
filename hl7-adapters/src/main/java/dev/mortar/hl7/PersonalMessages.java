package dev.mortar.hl7;

import java.time.Instant;
import java.util.Set;
import java.util.function.Predicate;

/** Takes a person out of the messages that came. */
public interface PersonalMessages {
  /**
   * Blanks what came about somebody. Fingerprint and control id stay, so that a repeat of a message
   * is still recognised, acknowledged as before, and changes nothing; a replay is refused.
   *
   * @param messages ids of messages that are known to be about the person
   * @param numbers the person's identifiers without their systems
   * @param lines says of an ordering key, as {@code system|value}, whether it is the person's
   * @param before only what came before this moment
   * @return how many messages were blanked
   */
  int erase(Set<Long> messages, Set<String> numbers, Predicate<String> lines, Instant before);

  /** The numbers of all patients that messages are about. */
  Set<String> numbers();
}

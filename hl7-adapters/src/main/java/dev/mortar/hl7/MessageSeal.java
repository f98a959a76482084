package dev.mortar.hl7;

import java.util.Set;

/**
 * How raw messages lie in the database. Whoever keeps keys brings one; without it they lie open.
 */
public interface MessageSeal {
  /** What was stored so far is to be read, whatever it is; what is stored now lies open. */
  MessageSeal NONE =
      new MessageSeal() {
        @Override
        public byte[] seal(byte[] raw) {
          return raw;
        }

        @Override
        public byte[] open(byte[] stored) {
          return stored;
        }

        @Override
        public boolean isSealed(byte[] stored) {
          return true;
        }
      };

  /**
   * An ordering key, or the number of a patient, as the database gets it: the same for the same.
   *
   * @param key as {@code system|value}
   */
  default String name(String key) {
    return key;
  }

  /** As what a number may stand in the database that somebody asks for without its system. */
  default Set<String> names(String number) {
    return Set.of(number);
  }

  /** What the database gets. Nothing stays nothing. */
  byte[] seal(byte[] raw);

  /**
   * What {@link #seal} was given; what is not sealed comes back as it is.
   *
   * @throws org.springframework.dao.DataAccessException if the key is not here, so that whoever
   *     works on the message tries again later
   */
  byte[] open(byte[] stored);

  /** Whether it lies as it would lie if it were stored now. */
  boolean isSealed(byte[] stored);
}

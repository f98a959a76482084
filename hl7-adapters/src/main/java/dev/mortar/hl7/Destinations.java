package dev.mortar.hl7;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Who is told what, and how it goes. */
public interface Destinations {
  List<Destination> all();

  /**
   * Those who want a message, such as {@code SIU}; from memory, so a change may take a poll to
   * show.
   */
  List<Destination> wanting(String message);

  /** Adds a destination, or changes the one of that name; it holds within a poll. */
  void save(Destination destination);

  /** False if there is none, or if messages still wait for it. */
  boolean remove(String name);

  /** How it goes with each of them, in the order of their names. */
  List<Status> status();

  /**
   * @param circuit whether the destination is believed to answer, on this node
   * @param waiting messages that are to be sent
   * @param failed messages that need a person
   * @param oldest since when the oldest message waits
   */
  record Status(
      Destination destination,
      Circuit circuit,
      long waiting,
      long failed,
      Optional<Instant> oldest) {}

  /** As in an electric circuit: open means that nothing flows. */
  enum Circuit {
    CLOSED,
    HALF_OPEN,
    OPEN
  }
}

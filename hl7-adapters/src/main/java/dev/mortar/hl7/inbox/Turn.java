package dev.mortar.hl7.inbox;

import dev.mortar.hl7.InboxId;
import java.util.List;

/**
 * A message in work.
 *
 * @param place its place in each of its lines: the lower, the earlier
 * @param lines its ordering keys
 */
record Turn(long place, InboxId message, List<String> lines) implements Comparable<Turn> {
  Turn {
    lines = List.copyOf(lines);
  }

  @Override
  public int compareTo(Turn other) {
    return Long.compare(place, other.place);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Turn turn && turn.place == place;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(place);
  }
}

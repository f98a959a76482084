package dev.mortar.hl7;

/** The number of a stored message, in the order of arrival. */
public record InboxId(long value) implements Comparable<InboxId> {
  @Override
  public int compareTo(InboxId other) {
    return Long.compare(value, other.value);
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}

package dev.mortar.hl7.inbox;

/** Where a listener puts what it heard. */
public interface Inbox {
  /**
   * Stores a message and waits until it is on disk. Never throws for a broken database: that is
   * {@link Receipt.Unavailable}.
   */
  Receipt store(Arrival arrival);
}

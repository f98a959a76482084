package dev.mortar.due;

import java.time.Instant;

/**
 * Plans work for a time. Written in the caller's database transaction: if that rolls back, nothing
 * was planned.
 */
public interface DueWork {
  /**
   * Plans one piece of work; if one of the same kind and key is planned already, nothing changes.
   *
   * @param kind the {@link DueHandler#kind()} that will do it
   * @param key unique within the kind; the idempotency key of the work
   * @param payload what the handler needs, at most 4,000 characters; references, no patient data
   * @return false if it was planned before
   */
  boolean plan(String kind, String key, Instant at, String payload);

  /** Moves planned work to another time. False if there is none. */
  boolean move(String kind, String key, Instant at);

  /** Takes planned work back. False if there is none or it is being done. */
  boolean cancel(String kind, String key);
}

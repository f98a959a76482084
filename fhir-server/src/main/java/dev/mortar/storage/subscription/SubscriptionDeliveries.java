package dev.mortar.storage.subscription;

import java.time.Instant;
import java.util.List;

/** What subscriptions owe their receivers, for operators. */
public interface SubscriptionDeliveries {
  /**
   * Those that no further attempt will be made for, newest first.
   *
   * @param limit 1 to 1000
   */
  List<DeadLetter> deadLetters(int limit);

  /** Tries a dead letter again from the start. False if there is none of this number. */
  boolean replay(long id);

  /**
   * @param resource as {@code Observation/123}
   * @param failure why the last attempt failed; no patient data
   */
  record DeadLetter(
      long id,
      String subscriptionId,
      String resource,
      int attempts,
      String failure,
      Instant created) {}
}

package dev.mortar.hl7.inbox;

import java.util.List;

/** Where a group of arrivals is made durable. */
interface Arrivals {
  /**
   * Answers in the order of the arrivals. All of them are on disk afterwards, or none that was not
   * there before.
   */
  List<Receipt> store(List<Arrival> arrivals);
}

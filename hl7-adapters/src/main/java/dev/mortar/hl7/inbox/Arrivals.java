package dev.mortar.hl7.inbox;

import java.util.List;

/** Where a group of arrivals is made durable. */
interface Arrivals {
  /** The arrival as it is to be stored: whatever can be worked out before its group is written. */
  InboxRow row(Arrival arrival);

  /**
   * Answers in the order of the rows. All of them are on disk afterwards, or none that was not
   * there before.
   */
  List<Receipt> store(List<InboxRow> rows);
}

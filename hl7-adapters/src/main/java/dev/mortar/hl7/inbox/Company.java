package dev.mortar.hl7.inbox;

/**
 * How many senders are about, from how many were seen together lately. Each waits for its
 * acknowledgement and then sends again: a group of most of them costs the database two thirds of
 * what groups cost that nobody is waited for, and the others bring the next one meanwhile.
 */
final class Company {
  /** Of eight, six; of two or of one nobody is waited for. */
  private static final double SHARE = 0.7;

  /** After eight groups one sender that left is not waited for any more. */
  private static final double FORGOTTEN = 0.125;

  private double senders;

  /**
   * @param together how many were in a group, or waited when it was written
   */
  void seen(int together) {
    senders = Math.max(together, senders - FORGOTTEN);
  }

  /** So many make a group that need not wait for others. */
  int worthWaitingFor() {
    return (int) Math.round(senders * SHARE);
  }
}

package dev.mortar.hl7.inbox;

/**
 * How many senders are about, from how many were seen together lately. Each waits for its
 * acknowledgement and then sends again, so a group of about three quarters of them costs the
 * database half of what small groups cost, while the others are free to bring the next one.
 */
final class Company {
  /** Of eight, six; of two or of one nobody is waited for. */
  private static final double SHARE = 0.7;

  /** A sender that left is forgotten after eight groups. */
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

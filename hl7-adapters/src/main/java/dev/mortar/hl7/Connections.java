package dev.mortar.hl7;

import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Who is connected and who was heard, for operators. */
public interface Connections {
  List<Open> open();

  /** Since the start of this process; the newest first, a thousand at most. */
  List<Heard> heard();

  /** Names of the profiles whose senders have been silent for longer than was agreed. */
  List<String> silent();

  /**
   * @param door {@code mllp} or {@code mllps}
   * @param certificate names of the client certificate, empty without one
   * @param messages frames that came whole
   * @param last when the last of them came, or the connection was opened
   */
  record Open(
      String peer,
      String door,
      Set<String> certificate,
      Instant since,
      long messages,
      Instant last) {}

  /**
   * @param profile the name of its profile, empty if it has none
   * @param refused how many messages got a negative acknowledgement
   */
  record Heard(
      String application,
      String facility,
      String profile,
      Instant last,
      long messages,
      long refused) {}
}

package dev.mortar.hl7;

import java.time.Instant;
import java.util.List;

/** Codes that came and that no table knows, for the analyst who teaches them to us. */
public interface UnknownCodes {
  /**
   * The most frequent first.
   *
   * @param since only codes that a message had after it; {@link Instant#EPOCH} for all
   * @param limit 1 to 1000
   */
  List<UnknownCode> all(Instant since, int limit);

  /** Whether any message that was applied still has it. */
  boolean isOpen(Key code);

  /**
   * Puts the messages that had it back into the queue, in the order in which they came.
   *
   * @param limit how many at most; the rest is still found afterwards
   * @return how many
   */
  int replay(Key code, int limit);

  /**
   * @param application MSH-3 of those who send it
   * @param facility MSH-4
   * @param table the table that does not know it
   */
  record Key(String application, String facility, String table, String code) {}

  /**
   * @param path the field that it stood in, as {@code OBX-8}
   * @param messages how many messages have it
   * @param latest the newest of them
   * @param since when the first of them came
   * @param noted when one of them was last applied
   */
  record UnknownCode(
      Key key, String path, long messages, InboxId latest, Instant since, Instant noted) {}
}

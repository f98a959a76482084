package dev.mortar.hl7.inbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is done from time to time: figures for the operator, and the end of what is old enough. */
final class Upkeep {
  private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);
  private static final int CHUNK = 500;

  private final Database database;
  private final TurnTable table;
  private final InboxMetrics metrics;
  private final InboxProperties.Keep keep;
  private final Clock clock;

  Upkeep(
      Database database,
      TurnTable table,
      InboxMetrics metrics,
      InboxProperties.Keep keep,
      Clock clock) {
    this.database = database;
    this.table = table;
    this.metrics = metrics;
    this.keep = keep;
    this.clock = clock;
  }

  /** Asks how old the oldest message is that waits, and how many need a person. */
  void measure() {
    Instant now = clock.instant();
    long age = table.oldest().map(at -> Duration.between(at, now).toMillis()).orElse(0L);
    Long failed =
        database
            .jdbc()
            .queryForObject(
                "SELECT count(*) FROM mortar_hl7_inbox WHERE state = 'FAILED'", Long.class);
    metrics.backlog(Math.max(0, age), failed == null ? 0 : failed);
  }

  /** Deletes in small transactions; failed and waiting messages stay however old they are. */
  int forget() {
    int gone =
        forget("DONE", clock.instant().minus(keep.done()))
            + forget("CORRECTED", clock.instant().minus(keep.done()))
            + forget("JOINED", clock.instant().minus(keep.done()))
            + forget("QUARANTINED", clock.instant().minus(keep.quarantined()));
    if (gone > 0) {
      LOG.info("{} messages have passed their retention and were deleted", gone);
    }
    return gone;
  }

  private int forget(String state, Instant before) {
    int all = 0;
    int gone;
    do {
      gone =
          database
              .jdbc()
              .update(
                  """
                  DELETE FROM mortar_hl7_inbox WHERE id IN (
                    SELECT id FROM mortar_hl7_inbox WHERE state = ? AND received < ?
                    ORDER BY received FETCH FIRST ? ROWS ONLY)""",
                  state,
                  before.atOffset(ZoneOffset.UTC),
                  CHUNK);
      all += gone;
    } while (gone == CHUNK);
    return all;
  }
}

package dev.mortar.due;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param enabled false on a node that plans work but leaves it to others
 * @param threads how much work is done at once
 * @param poll how soon work is seen that another node planned; our own is seen at once
 * @param heartbeat how often a node says that it still does what it began
 * @param missedHeartbeats after how many silent beats the work is given to another node
 * @param firstRetry the pause after the first failure; it doubles with each further one
 * @param longestRetry the longest pause between two tries
 * @param shutdown how long work in flight may take when the program ends
 */
@ConfigurationProperties(prefix = "mortar.due", ignoreUnknownFields = false)
record DueProperties(
    @DefaultValue("true") boolean enabled,
    @DefaultValue("8") int threads,
    @DefaultValue("1s") Duration poll,
    @DefaultValue("5s") Duration heartbeat,
    @DefaultValue("4") int missedHeartbeats,
    @DefaultValue("1s") Duration firstRetry,
    @DefaultValue("15m") Duration longestRetry,
    @DefaultValue("20s") Duration shutdown) {
  DueProperties {
    if (threads < 1 || threads > 256) {
      throw new IllegalArgumentException("mortar.due.threads must be 1 to 256");
    }
    if (missedHeartbeats < 4) {
      throw new IllegalArgumentException("mortar.due.missed-heartbeats must be at least 4");
    }
    if (firstRetry.isNegative() || firstRetry.isZero() || longestRetry.compareTo(firstRetry) < 0) {
      throw new IllegalArgumentException("mortar.due.longest-retry must not be below first-retry");
    }
  }

  /** The pause after so many failures in a row. */
  Duration pauseAfter(int failures) {
    var doubled = firstRetry.multipliedBy(1L << Math.clamp(failures - 1L, 0, 20));
    return doubled.compareTo(longestRetry) > 0 ? longestRetry : doubled;
  }
}

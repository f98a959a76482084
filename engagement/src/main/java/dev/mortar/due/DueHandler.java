package dev.mortar.due;

import java.time.Instant;
import java.util.Optional;

/**
 * Does the work of one kind. It may be called again after a crash, so its effect must be idempotent
 * by key.
 */
public interface DueHandler {
  /** At most 100 characters, the same for ever: it is stored with the work. */
  String kind();

  /**
   * Throwing means: again later, with growing pauses.
   *
   * @return empty if the work is done, else when it shall be done (again)
   */
  Optional<Instant> handle(String key, String payload);
}

package dev.mortar.storage.inbound;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When what shaped a resource happened at its sender.
 *
 * @param at the newest event, to the millisecond
 * @param elements when those elements were set that the newest event did not set, by {@link
 *     ElementMark#read}; null if older events must leave the resource alone as a whole
 */
record EventTime(Instant at, @Nullable String elements) {
  static EventTime whole(Instant at) {
    return new EventTime(at, null);
  }
}

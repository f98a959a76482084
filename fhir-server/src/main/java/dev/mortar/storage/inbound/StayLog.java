package dev.mortar.storage.inbound;

import dev.mortar.mapping.Placing.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/**
 * What events said of where the patient of one visit is, in the order of the sender. An event that
 * comes again takes its own place; of several mentions only the newest counts.
 *
 * <p>It holds {@value #LIMIT} events. Beyond that, corrections that changed nothing go first, the
 * oldest of them before the others, and then the oldest events: their stays leave the list, and
 * remain in the history of the Encounter.
 */
final class StayLog {
  static final int LIMIT = 200;

  private final TreeSet<PlaceEvent> events = new TreeSet<>(PlaceEvent.ORDER);

  static StayLog of(Collection<PlaceEvent> events) {
    StayLog log = new StayLog();
    log.events.addAll(events);
    return log;
  }

  boolean isEmpty() {
    return events.isEmpty();
  }

  List<PlaceEvent> events() {
    return List.copyOf(events);
  }

  void add(PlaceEvent event) {
    events.remove(event);
    events.add(event);
    if (event.kind() == Kind.SEEN) {
      List<PlaceEvent> seen = events.stream().filter(it -> it.kind() == Kind.SEEN).toList();
      seen.subList(0, seen.size() - 1).forEach(events::remove);
    }
    if (events.size() > LIMIT) {
      shorten();
    }
  }

  /** The stays in the order of time. */
  List<Listed> stays() {
    return StayList.of(Stays.after(events), events);
  }

  private void shorten() {
    List<PlaceEvent> first = new ArrayList<>(Stays.after(events).needless());
    first.addAll(events);
    first.stream().distinct().limit(events.size() - LIMIT).toList().forEach(events::remove);
  }
}

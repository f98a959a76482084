package dev.mortar.storage.inbound;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a patient lay, by the events of one visit in the order in which the sender recorded them.
 * An event may have happened earlier than it was recorded; its stay takes its place by time.
 */
final class Stays {
  private final List<Stay> stays = new ArrayList<>();
  private final List<PlaceEvent> needless = new ArrayList<>();
  private @Nullable Where planned;
  private @Nullable Where found;
  private @Nullable Where seen;
  private @Nullable Instant left;

  private Stays() {}

  /** A stay that goes on until it ends or the next one begins. */
  static final class Stay {
    private final @Nullable Instant start;
    private final @Nullable Instant told;
    private Where place;
    private @Nullable Instant end;

    /**
     * @param start null if nobody said it
     * @param told when a transfer was recorded; null if it was none
     */
    private Stay(@Nullable Instant start, @Nullable Instant told, Where place) {
      this.start = start;
      this.told = told;
      this.place = place;
    }

    @Nullable Instant start() {
      return start;
    }

    Where place() {
      return place;
    }

    /** Null if it goes on until the next one. */
    @Nullable Instant end() {
      return end;
    }

    private boolean isBegunBy(Instant time) {
      return start == null || !start.isAfter(time);
    }

    private boolean isTransferOf(Instant time) {
      return told != null && (time.equals(start) || time.equals(told));
    }
  }

  /**
   * @param events in their order
   */
  static Stays after(Collection<PlaceEvent> events) {
    Stays stays = new Stays();
    events.forEach(stays::take);
    return stays;
  }

  List<Stay> stays() {
    return stays;
  }

  /** Where the patient is expected, if no event has said that they came. */
  @Nullable Where planned() {
    return stays.isEmpty() ? planned : null;
  }

  /** Where the patient is by mentions alone. */
  @Nullable Where mentioned() {
    Where mentioned = seen == null ? found : seen;
    return stays.isEmpty() ? mentioned : null;
  }

  /** When the patient left for good; null if they are there. */
  @Nullable Instant left() {
    return stays.isEmpty() ? left : stays.getLast().end;
  }

  /** Corrections that changed nothing. */
  List<PlaceEvent> needless() {
    return needless;
  }

  private void take(PlaceEvent event) {
    Where place = event.place();
    switch (event.kind()) {
      case FOUND -> found = place;
      case SEEN -> seen = place;
      case PLANNED -> planned = place == null ? planned : place;
      case ADMITTED -> admit(event);
      case PLACED -> begin(event, null);
      case MOVED -> move(event);
      case MOVE_CANCELLED -> cancelMove(event);
      case CORRECTED -> {
        if (!correct(place)) {
          needless.add(event);
        }
      }
      case LEFT -> leave(event);
      case RETURNED -> comeBack(event);
      case CANCELLED -> {
        if (planned == null) {
          fill(place);
        }
        end(event);
      }
    }
  }

  /** An admission says when the first stay began. */
  private void admit(PlaceEvent event) {
    if (event.place() != null) {
      stays.removeIf(it -> it.start == null);
      begin(event, null);
    }
  }

  private void move(PlaceEvent event) {
    Where before = event.prior() == null ? found : event.prior();
    if (before != null && floor(event.at()) < 0) {
      stays.addFirst(new Stay(null, null, before));
    }
    begin(event, event.placing().told());
  }

  /** The same place at the same time is the same stay. */
  private void begin(PlaceEvent event, @Nullable Instant transfer) {
    Where place = event.place();
    if (place != null) {
      Stay stay = new Stay(event.at(), transfer, place);
      int floor = floor(event.at());
      Stay before = floor < 0 ? null : stays.get(floor);
      if (before == null) {
        stay.end = stays.isEmpty() && left != null && left.isAfter(event.at()) ? left : null;
      } else if (event.at().equals(before.start) && before.place.isSame(place)) {
        return;
      } else if (before.end != null && before.end.isAfter(event.at())) {
        stay.end = before.end;
        before.end = null;
      }
      stays.add(floor + 1, stay);
    }
  }

  /** The last stay that has begun by a time; -1 if there is none. */
  private int floor(Instant time) {
    int floor = stays.size() - 1;
    while (floor >= 0 && !stays.get(floor).isBegunBy(time)) {
      floor--;
    }
    return floor;
  }

  /** False if the place is known already: of the stay that goes on, or of the one to come. */
  private boolean correct(@Nullable Where place) {
    if (place == null) {
      return false;
    }
    if (stays.isEmpty()) {
      boolean news = planned == null || !planned.isSame(place);
      if (planned == null) {
        fill(place);
      } else {
        planned = place;
      }
      return news;
    }
    Where wrong = stays.getLast().place;
    int i = stays.size() - 1;
    do {
      stays.get(i).place = place;
      i--;
    } while (i >= 0 && stays.get(i).end == null && stays.get(i).place.isSame(wrong));
    return !wrong.equals(place);
  }

  /** If nothing is known, the patient was there, nobody knows since when. */
  private void fill(@Nullable Where place) {
    if (place != null && stays.isEmpty()) {
      Stay stay = new Stay(null, null, place);
      stay.end = left;
      stays.add(stay);
    }
  }

  private void leave(PlaceEvent event) {
    Where place = event.place();
    if (stays.isEmpty()) {
      fill(place);
    } else {
      correct(place);
    }
    end(event);
  }

  /** Nobody leaves before they came: that is the fault of a clock or of a form. */
  private void end(PlaceEvent event) {
    left = event.at();
    if (!stays.isEmpty()) {
      Stay last = stays.getLast();
      Instant start = last.start;
      boolean before = start != null && start.isAfter(event.at());
      last.end = before ? start : event.at();
    }
  }

  /** Who comes back to another place went there when they came back. */
  private void comeBack(PlaceEvent event) {
    Where place = event.place();
    left = null;
    if (stays.isEmpty() || stays.getLast().end == null) {
      correct(place);
      return;
    }
    Stay last = stays.getLast();
    last.end = null;
    if (place != null && !last.place.isSame(place)) {
      begin(event, null);
    }
  }

  private void cancelMove(PlaceEvent event) {
    int cancelled = cancelled(event);
    Where place = event.place();
    if (cancelled < 0) {
      fill(place);
      return;
    }
    Stay gone = stays.remove(cancelled);
    if (cancelled > 0) {
      Stay before = stays.get(cancelled - 1);
      before.end = before.end == null ? gone.end : before.end;
    } else if (place != null) {
      stays.addFirst(new Stay(null, null, place));
      stays.getFirst().end = gone.end;
    }
  }

  /**
   * The transfer of the time that the event names. Some name the time of the cancellation itself,
   * or none: then the newest one; or one that is not known: then the newest one that led away from
   * where the patient is said to be again.
   */
  private int cancelled(PlaceEvent event) {
    Instant named = event.placing().cancelled();
    Instant told = event.placing().told();
    Where place = event.place();
    boolean unnamed = named == null || !named.isBefore(told);
    int newest = -1;
    for (int i = 0; i < stays.size(); i++) {
      Stay stay = stays.get(i);
      if (named != null && stay.isTransferOf(named)) {
        return i;
      }
      boolean back = place != null && i > 0 && stays.get(i - 1).place.isSame(place);
      if (stay.told != null && stay.isBegunBy(told) && (unnamed || back)) {
        newest = i;
      }
    }
    return newest;
  }
}

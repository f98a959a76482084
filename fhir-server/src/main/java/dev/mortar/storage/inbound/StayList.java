package dev.mortar.storage.inbound;

import dev.mortar.storage.inbound.PlaceEvent.Beside;
import dev.mortar.storage.inbound.Stays.Stay;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Encounter.EncounterLocationStatus;
import org.jspecify.annotations.Nullable;

/** Stays as they stand in {@code Encounter.location}. */
final class StayList {
  private StayList() {}

  /**
   * In the order of time; behind them, the temporary, reserved and planned places of the newest
   * event that names any place.
   */
  static List<Listed> of(Stays stays, Collection<PlaceEvent> events) {
    List<Listed> list = new ArrayList<>();
    Instant left = stays.left();
    Where planned = stays.planned();
    if (planned != null) {
      list.add(Listed.timeless(planned, EncounterLocationStatus.PLANNED));
    }
    Where mentioned = stays.mentioned();
    if (mentioned != null) {
      list.add(Listed.stay(mentioned, null, left));
    }
    add(stays.stays(), list);
    for (Beside beside : beside(events)) {
      boolean over = left != null && beside.status() == EncounterLocationStatus.ACTIVE;
      var status = over ? EncounterLocationStatus.COMPLETED : beside.status();
      list.add(Listed.timeless(beside.place(), status));
    }
    return list;
  }

  /** One for all stays that follow each other at one place; none for one that took no time. */
  private static void add(List<Stay> stays, List<Listed> list) {
    @Nullable Where open = null;
    for (int i = 0; i < stays.size(); i++) {
      Stay stay = stays.get(i);
      Instant next = i + 1 < stays.size() ? stays.get(i + 1).start() : null;
      Instant end = stay.end() == null ? next : stay.end();
      if (stay.end() == null && next != null && next.equals(stay.start())) {
        continue;
      }
      if (open != null && open.isSame(stay.place())) {
        Listed before = list.removeLast();
        list.add(Listed.stay(before.place(), before.start(), end));
      } else {
        list.add(Listed.stay(stay.place(), stay.start(), end));
      }
      open = stay.end() == null ? stay.place() : null;
    }
  }

  private static List<Beside> beside(Collection<PlaceEvent> events) {
    return newest(events, false)
        .or(() -> newest(events, true))
        .map(PlaceEvent::beside)
        .orElse(List.of());
  }

  private static Optional<PlaceEvent> newest(Collection<PlaceEvent> events, boolean mentions) {
    return events.stream()
        .filter(it -> it.isMention() == mentions && it.namesPlaces())
        .reduce((one, other) -> other);
  }
}

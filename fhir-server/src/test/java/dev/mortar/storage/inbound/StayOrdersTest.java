package dev.mortar.storage.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mortar.mapping.Placing.Kind;
import dev.mortar.storage.inbound.Visit.Event;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random histories of visits, in all orders in which their events may come. */
class StayOrdersTest {
  private static final List<String> PLACES = List.of("A", "B", "C", "D");
  private static final int HISTORIES = 40;
  private static final int SHORT = 5;
  private static final int LONG = 14;
  private static final int ORDERS = 25;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void everyOrderOfAShortHistoryGivesTheSameList(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < HISTORIES; i++) {
      List<Event> history = anything(SHORT, random);
      List<String> expected = Visit.after(history).stays();
      for (List<Event> order : orders(history)) {
        assertThat(Visit.after(order).stays()).as(order.toString()).isEqualTo(expected);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void shuffledLongHistoriesWithRepetitionsGiveTheSameList(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < HISTORIES; i++) {
      List<Event> history = anything(LONG, random);
      List<String> expected = Visit.after(history).stays();
      for (int order = 0; order < ORDERS; order++) {
        List<Event> shuffled = new ArrayList<>(history);
        shuffled.add(history.get(random.nextInt(LONG)));
        Collections.shuffle(shuffled, random);
        assertThat(Visit.after(shuffled).stays()).as(shuffled.toString()).isEqualTo(expected);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void whatComesInOrderIsWhatHappened(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < HISTORIES; i++) {
      Ward ward = new Ward(random);
      List<Event> shuffled = new ArrayList<>(ward.events);
      assertThat(Visit.after(shuffled).stays()).as(shuffled.toString()).isEqualTo(ward.stays());
      Collections.shuffle(shuffled, random);
      assertThat(Visit.after(shuffled).stays()).as(shuffled.toString()).isEqualTo(ward.stays());
    }
  }

  @Test
  void allOrdersAreAllOrders() {
    assertThat(orders(anything(SHORT, new Random(1)))).hasSize(120);
  }

  /** Events of all kinds, also such as make no sense one after the other. */
  private static List<Event> anything(int size, Random random) {
    List<Event> events = new ArrayList<>();
    Kind[] kinds = Kind.values();
    for (int i = 0; i < size; i++) {
      Kind kind = kinds[1 + random.nextInt(kinds.length - 1)];
      Event event = Event.of(kind, 10 * i, random.nextInt(5) == 0 ? null : place(random));
      if (random.nextInt(4) == 0) {
        event = event.happened(10 * i - random.nextInt(25));
      }
      if (random.nextInt(3) == 0) {
        event = event.from(place(random)).of(10 * random.nextInt(size));
      }
      events.add(random.nextInt(6) == 0 ? event.reserving(place(random)) : event);
    }
    return events;
  }

  private static String place(Random random) {
    return PLACES.get(random.nextInt(PLACES.size()));
  }

  private static List<List<Event>> orders(List<Event> events) {
    if (events.isEmpty()) {
      return List.of(List.of());
    }
    List<List<Event>> orders = new ArrayList<>();
    for (int i = 0; i < events.size(); i++) {
      List<Event> rest = new ArrayList<>(events);
      Event first = rest.remove(i);
      for (List<Event> order : orders(rest)) {
        List<Event> whole = new ArrayList<>(List.of(first));
        whole.addAll(order);
        orders.add(whole);
      }
    }
    return orders;
  }

  /** A patient who is admitted, moved about, discharged; and a clerk who takes things back. */
  private static final class Ward {
    private final List<Event> events = new ArrayList<>();
    private final List<String> places = new ArrayList<>();
    private final List<Integer> starts = new ArrayList<>();
    private @Nullable Integer gone;

    Ward(Random random) {
      events.add(Event.of(Kind.ADMITTED, 0, "A"));
      places.add("A");
      starts.add(0);
      for (int minute = 10; minute < 150; minute += 10) {
        happen(minute, random);
      }
    }

    private void happen(int minute, Random random) {
      String here = places.getLast();
      if (gone != null) {
        events.add(Event.of(Kind.RETURNED, minute, here));
        gone = null;
        return;
      }
      switch (random.nextInt(6)) {
        case 0 -> {
          events.add(Event.of(Kind.LEFT, minute, here));
          gone = minute;
        }
        case 1 -> takeBack(minute, random.nextBoolean());
        case 2 -> events.add(Event.of(Kind.CORRECTED, minute, here));
        case 3 -> events.add(Event.of(Kind.SEEN, minute, place(random)));
        default -> {
          String there = PLACES.get((PLACES.indexOf(here) + 1 + random.nextInt(3)) % 4);
          events.add(Event.of(Kind.MOVED, minute, there).from(here));
          places.add(there);
          starts.add(minute);
        }
      }
    }

    private void takeBack(int minute, boolean named) {
      if (starts.size() > 1) {
        int start = starts.removeLast();
        places.removeLast();
        Event back = Event.of(Kind.MOVE_CANCELLED, minute, places.getLast());
        events.add(named ? back.of(start) : back);
      }
    }

    List<String> stays() {
      List<String> stays = new ArrayList<>();
      for (int i = 0; i < starts.size(); i++) {
        Integer end = i + 1 < starts.size() ? starts.get(i + 1) : gone;
        String to = end == null ? " active" : "";
        stays.add(places.get(i) + " " + starts.get(i) + "-" + (end == null ? "" : end) + to);
      }
      return stays;
    }
  }
}

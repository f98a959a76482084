package dev.mortar.hl7.inbox;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Who may go next. A turn may go when it stands first in all its lines and neither runs nor rests;
 * since every line is in the order of places, the lowest of all turns is never held back by another
 * one, so nothing can lock up. Safe for many threads.
 */
final class Turns {
  private final Map<Long, Turn> known = new HashMap<>();
  private final Map<String, TreeSet<Turn>> lines = new HashMap<>();
  private final Set<Turn> busy = new HashSet<>();
  private final TreeSet<Turn> ready = new TreeSet<>();

  synchronized int size() {
    return known.size();
  }

  /** A turn that is known already stays as it is. */
  synchronized void add(Turn turn) {
    if (known.putIfAbsent(turn.place(), turn) != null) {
      return;
    }
    for (String line : turn.lines()) {
      TreeSet<Turn> waiting = lines.computeIfAbsent(line, key -> new TreeSet<>());
      waiting.add(turn);
      Turn second = waiting.higher(turn);
      if (second != null && waiting.first().equals(turn)) {
        ready.remove(second);
      }
    }
    refresh(turn);
  }

  /** The earliest turn that may go; it is busy until {@link #rested} or {@link #finished}. */
  synchronized Optional<Turn> next() {
    Turn turn = ready.pollFirst();
    if (turn != null) {
      busy.add(turn);
    }
    return Optional.ofNullable(turn);
  }

  /** The turn keeps its place, and may go again. */
  synchronized void rested(Turn turn) {
    busy.remove(turn);
    refresh(turn);
  }

  /** The turn leaves its lines. */
  synchronized void finished(Turn turn) {
    busy.remove(turn);
    ready.remove(turn);
    known.remove(turn.place());
    for (String line : turn.lines()) {
      TreeSet<Turn> waiting = lines.get(line);
      if (waiting == null) {
        continue;
      }
      waiting.remove(turn);
      if (waiting.isEmpty()) {
        lines.remove(line);
      } else {
        refresh(waiting.first());
      }
    }
  }

  private void refresh(Turn turn) {
    if (known.containsKey(turn.place()) && !busy.contains(turn) && standsFirst(turn)) {
      ready.add(turn);
    }
  }

  private boolean standsFirst(Turn turn) {
    for (String line : turn.lines()) {
      TreeSet<Turn> waiting = lines.get(line);
      if (waiting == null || !waiting.first().equals(turn)) {
        return false;
      }
    }
    return true;
  }
}

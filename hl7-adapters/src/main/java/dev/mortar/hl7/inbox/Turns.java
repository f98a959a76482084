package dev.mortar.hl7.inbox;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Who may go next. A turn may go when it stands first in all its lines, nobody of them runs, and it
 * does not rest; since every line is in the order of places, the lowest of all turns is never held
 * back for ever, so nothing can lock up. Safe for many threads.
 */
final class Turns {
  private final Map<Long, Turn> known = new HashMap<>();
  private final Map<String, TreeSet<Turn>> lines = new HashMap<>();
  private final Set<String> inUse = new HashSet<>();
  private final Set<Turn> away = new HashSet<>();
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
      if (second != null) {
        ready.remove(second);
      }
    }
    refresh(turn);
  }

  /** The earliest turn that may go; it runs until {@link #rest} or {@link #finished}. */
  synchronized Optional<Turn> next() {
    return next(Long.MAX_VALUE);
  }

  /** The same, if its place is at most this one. */
  synchronized Optional<Turn> next(long last) {
    if (ready.isEmpty() || ready.first().place() > last) {
      return Optional.empty();
    }
    Turn turn = ready.removeFirst();
    away.add(turn);
    inUse.addAll(turn.lines());
    return Optional.of(turn);
  }

  synchronized boolean hasReady() {
    return !ready.isEmpty();
  }

  /** The turn runs no longer and keeps its place; an earlier one that came meanwhile may go. */
  synchronized void rest(Turn turn) {
    turn.lines().forEach(inUse::remove);
    refreshFirsts(turn);
  }

  /** The turn may go again. */
  synchronized void rested(Turn turn) {
    away.remove(turn);
    refresh(turn);
  }

  /** The turn leaves its lines. */
  synchronized void finished(Turn turn) {
    away.remove(turn);
    known.remove(turn.place());
    turn.lines().forEach(inUse::remove);
    for (String line : turn.lines()) {
      TreeSet<Turn> waiting = lines.get(line);
      if (waiting != null && waiting.remove(turn) && waiting.isEmpty()) {
        lines.remove(line);
      }
    }
    refreshFirsts(turn);
  }

  private void refreshFirsts(Turn turn) {
    for (String line : turn.lines()) {
      TreeSet<Turn> waiting = lines.get(line);
      if (waiting != null) {
        refresh(waiting.first());
      }
    }
  }

  private void refresh(Turn turn) {
    if (known.containsKey(turn.place()) && !away.contains(turn) && mayGo(turn)) {
      ready.add(turn);
    }
  }

  private boolean mayGo(Turn turn) {
    for (String line : turn.lines()) {
      TreeSet<Turn> waiting = lines.get(line);
      if (inUse.contains(line) || waiting == null || !waiting.first().equals(turn)) {
        return false;
      }
    }
    return true;
  }
}

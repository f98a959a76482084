package dev.mortar.storage.inbound;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which record stands for whom, after all that was said in the order in which it happened.
 *
 * <p>Of two merges of one patient the later one holds. A merge into somebody who stands for the
 * patient already would be a circle, and is left out: of two patients that are merged into each
 * other, the first merge stands.
 */
final class Groups {
  private final Map<String, String> replacements = new HashMap<>();
  private final Map<String, Set<String>> links = new HashMap<>();

  private Groups() {}

  static Groups of(List<IdentityEvent> events) {
    Groups groups = new Groups();
    events.forEach(groups::take);
    return groups;
  }

  /** Who stands for the patient: the patient, or who it was merged into. */
  String survivor(String patient) {
    String current = patient;
    String next = replacements.get(current);
    while (next != null) {
      current = next;
      next = replacements.get(current);
    }
    return current;
  }

  boolean isMerged(String patient) {
    return replacements.containsKey(patient);
  }

  /** Whom else the patient stands for. */
  Set<String> replacedBy(String patient) {
    Set<String> replaced = new TreeSet<>();
    if (!isMerged(patient)) {
      replacements.keySet().stream()
          .filter(it -> survivor(it).equals(patient))
          .forEach(replaced::add);
    }
    return replaced;
  }

  Set<String> linkedWith(String patient) {
    return new TreeSet<>(links.getOrDefault(patient, Set.of()));
  }

  private void take(IdentityEvent event) {
    String one = event.one();
    String other = event.other();
    switch (event.kind()) {
      case MERGE -> {
        if (!leadsTo(other, one)) {
          replacements.put(one, other);
        }
      }
      case LINK -> {
        links.computeIfAbsent(one, key -> new HashSet<>()).add(other);
        links.computeIfAbsent(other, key -> new HashSet<>()).add(one);
      }
      case PART -> part(one, other);
      case MOVE -> {}
    }
  }

  private void part(String one, String other) {
    links.getOrDefault(one, new HashSet<>()).remove(other);
    links.getOrDefault(other, new HashSet<>()).remove(one);
    if (leadsTo(one, other)) {
      replacements.remove(one);
    } else if (leadsTo(other, one)) {
      replacements.remove(other);
    }
  }

  private boolean leadsTo(String from, String patient) {
    String current = from;
    while (current != null && !current.equals(patient)) {
      current = replacements.get(current);
    }
    return current != null;
  }
}

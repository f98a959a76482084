package dev.mortar.mapping.datatype;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which rows used which atoms. */
public final class TraceLog {
  private final Map<Integer, List<Use>> uses = new HashMap<>();

  /** One use of an atom. */
  public record Use(String row, String target) {}

  void add(int[] offsets, String row, String target) {
    Use use = new Use(row, target);
    for (int offset : offsets) {
      List<Use> known = uses.computeIfAbsent(offset, none -> new ArrayList<>());
      if (!known.contains(use)) {
        known.add(use);
      }
    }
  }

  public List<Use> of(int offset) {
    return uses.getOrDefault(offset, List.of());
  }
}

package dev.mortar.automation;

import java.util.List;
import java.util.stream.Collectors;

/**
 * That the rules shall look at a resource.
 *
 * @param reference as {@code Observation/7}
 * @param version that was stored; the rules look at the newest one
 * @param created false if the resource was there before
 */
record Look(String reference, long version, boolean created) {
  private static final String HISTORY = "/_history/";

  static String key(List<Look> together) {
    var first = together.getFirst().name();
    return together.size() == 1 ? first : first + "+" + (together.size() - 1);
  }

  static String payload(List<Look> together) {
    return together.stream()
        .map(look -> look.name() + (look.created ? " CREATED" : " UPDATED"))
        .collect(Collectors.joining("\n"));
  }

  /** What was planned; an older program named the change alone and the resource in the key. */
  static List<Look> of(String key, String payload) {
    return payload.contains(" ")
        ? payload.lines().map(Look::of).toList()
        : List.of(of(key + " " + payload));
  }

  private static Look of(String line) {
    var history = line.indexOf(HISTORY);
    var blank = line.indexOf(' ', history);
    return new Look(
        line.substring(0, history),
        Long.parseLong(line.substring(history + HISTORY.length(), blank)),
        line.endsWith(" CREATED"));
  }

  private String name() {
    return reference + HISTORY + version;
  }
}

package dev.mortar.access;

import dev.mortar.access.Decision.Restricted;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the scopes of a token allow of one verb on one type. Several restricted scopes add up only
 * if one search can say them; of others the first counts, because less than granted is safe.
 *
 * @param restrictions all of them must hold
 */
record Granted(Reach reach, Set<Restricted> restrictions) {

  static Optional<Granted> by(Scopes scopes, String type, Verb verb) {
    List<Scope> allowing =
        scopes.clinical().stream().filter(scope -> scope.permits(type, verb)).toList();
    List<Scope> whole = allowing.stream().filter(scope -> scope.restrictions().isEmpty()).toList();
    if (!whole.isEmpty()) {
      boolean all = whole.stream().anyMatch(Granted::reachesAll);
      return Optional.of(new Granted(all ? Reach.ALL : Reach.PATIENT, Set.of()));
    }
    if (allowing.isEmpty()) {
      return Optional.empty();
    }
    boolean all = allowing.stream().anyMatch(Granted::reachesAll);
    List<Scope> parts = allowing.stream().filter(scope -> reachesAll(scope) == all).toList();
    return Optional.of(new Granted(all ? Reach.ALL : Reach.PATIENT, union(parts)));
  }

  private static boolean reachesAll(Scope scope) {
    return scope.context() != Scope.Context.PATIENT;
  }

  private static Set<Restricted> union(List<Scope> parts) {
    Scope first = parts.getFirst();
    Map<String, Set<String>> values = new LinkedHashMap<>();
    for (Scope part : parts) {
      if (part.addsUpWith(first)) {
        part.restrictions()
            .forEach(
                restriction -> {
                  int equals = restriction.indexOf('=');
                  values
                      .computeIfAbsent(restriction.substring(0, equals), x -> new LinkedHashSet<>())
                      .addAll(List.of(restriction.substring(equals + 1).split(",")));
                });
      }
    }
    Set<Restricted> restrictions = new LinkedHashSet<>();
    values.forEach((name, all) -> restrictions.add(new Restricted(name, all)));
    return restrictions;
  }
}

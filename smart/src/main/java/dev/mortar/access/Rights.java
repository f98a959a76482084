package dev.mortar.access;

import java.util.Collections;
import java.util.HashSet;
import java.util.Set;

/**
 * What a person has beside the template of their role. Where both are said, taking wins.
 *
 * @param granted permissions as {@link Areas#given} says them
 * @param denied permissions as {@link Areas#taken} says them
 * @param guarded permissions that need a sign-in with a second factor, as {@link Areas#taken} says
 *     them
 */
public record Rights(Set<String> granted, Set<String> denied, Set<String> guarded) {
  /** The role's template as it is. */
  public static final Rights NONE = new Rights(Set.of(), Set.of());

  public Rights {
    granted = Set.copyOf(granted);
    denied = Set.copyOf(denied);
    guarded = Set.copyOf(guarded);
  }

  /** None of which needs a second factor. */
  public Rights(Set<String> granted, Set<String> denied) {
    this(granted, denied, Set.of());
  }

  /** Both together: what one of them takes is taken. */
  public Rights and(Rights other) {
    if (other.none()) {
      return this;
    }
    return new Rights(
        union(granted, other.granted), union(denied, other.denied), union(guarded, other.guarded));
  }

  boolean none() {
    return granted.isEmpty() && denied.isEmpty() && guarded.isEmpty();
  }

  boolean grants(Set<String> permissions) {
    return !granted.isEmpty() && !Collections.disjoint(granted, permissions);
  }

  boolean denies(Set<String> permissions) {
    return !denied.isEmpty() && !Collections.disjoint(denied, permissions);
  }

  boolean guards(Set<String> permissions) {
    return !guarded.isEmpty() && !Collections.disjoint(guarded, permissions);
  }

  private static Set<String> union(Set<String> some, Set<String> others) {
    Set<String> all = new HashSet<>(some);
    all.addAll(others);
    return all;
  }
}

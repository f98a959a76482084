package dev.mortar.access;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * All scopes of a request or a token.
 *
 * @param clinical those about resources
 * @param plain those known by their name alone, such as {@code openid}
 * @param unknown everything else; it grants nothing and is refused when asked for
 */
public record Scopes(List<Scope> clinical, Set<String> plain, List<String> unknown) {

  private static final Set<String> PLAIN =
      Set.of(
          "openid",
          "fhirUser",
          "profile",
          "launch",
          "launch/patient",
          "launch/encounter",
          "offline_access",
          "online_access");

  public Scopes {
    clinical = List.copyOf(clinical);
    plain = Set.copyOf(plain);
    unknown = List.copyOf(unknown);
  }

  /** Reads scopes one by one. */
  public static Scopes of(Collection<String> texts) {
    List<Scope> clinical = new ArrayList<>();
    Set<String> plain = new LinkedHashSet<>();
    List<String> unknown = new ArrayList<>();
    for (String text : texts) {
      if (PLAIN.contains(text)) {
        plain.add(text);
      } else {
        Scope.parse(text).ifPresentOrElse(clinical::add, () -> unknown.add(text));
      }
    }
    return new Scopes(clinical, plain, unknown);
  }

  /** Reads the space-separated form of a token or a request. */
  public static Scopes parse(String text) {
    return of(text.isBlank() ? List.of() : List.of(text.strip().split(" +")));
  }

  /**
   * Whether the restrictions can be kept on every way to the data: restricted scopes for the same
   * verb and type must add up to one search.
   */
  public boolean addUp() {
    List<Scope> restricted =
        clinical.stream().filter(scope -> !scope.restrictions().isEmpty()).toList();
    return restricted.stream()
        .allMatch(
            one ->
                restricted.stream()
                    .filter(other -> other.context() == one.context())
                    .filter(other -> other.type().equals(one.type()))
                    .filter(other -> !Collections.disjoint(other.verbs(), one.verbs()))
                    .allMatch(one::addsUpWith));
  }

  /** Whether each of the other scopes is known and within one of these. */
  public boolean cover(Scopes other) {
    return other.unknown.isEmpty()
        && plain.containsAll(other.plain)
        && other.clinical.stream()
            .allMatch(asked -> clinical.stream().anyMatch(own -> own.covers(asked)));
  }
}

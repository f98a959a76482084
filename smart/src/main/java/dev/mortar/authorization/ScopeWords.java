package dev.mortar.authorization;

import dev.mortar.access.Scope;
import dev.mortar.access.Verb;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Says in plain words what a scope allows. */
final class ScopeWords {
  private static final Map<String, String> PLAIN =
      Map.of(
          "openid", "Know that it is you",
          "fhirUser", "Know your name and your role",
          "profile", "Know your name",
          "launch", "Know what you had open when you started it",
          "launch/patient", "Know which patient is chosen",
          "launch/encounter", "Know which encounter is chosen",
          "offline_access", "Keep its access while you are away, until you take it back",
          "online_access", "Keep its access as long as you are signed in");

  private ScopeWords() {}

  static String of(String text) {
    return Scope.parse(text).map(ScopeWords::clinical).orElse(PLAIN.getOrDefault(text, text));
  }

  private static String clinical(Scope scope) {
    String what = scope.type().equals("*") ? "all kinds of records" : scope.type();
    String whose =
        switch (scope.context()) {
          case PATIENT -> " of the chosen patient";
          case USER -> " that you can reach";
          case SYSTEM -> "";
        };
    String which =
        scope.restrictions().isEmpty()
            ? ""
            : ", only with " + String.join(" and ", scope.restrictions());
    return verbs(scope.verbs()) + " " + what + whose + which;
  }

  private static String verbs(Set<Verb> verbs) {
    List<String> words = new ArrayList<>();
    if (verbs.contains(Verb.READ) || verbs.contains(Verb.SEARCH)) {
      words.add("see");
    }
    if (verbs.contains(Verb.CREATE)) {
      words.add("add");
    }
    if (verbs.contains(Verb.UPDATE)) {
      words.add("change");
    }
    if (verbs.contains(Verb.DELETE)) {
      words.add("delete");
    }
    String last = words.removeLast();
    String all = words.isEmpty() ? last : String.join(", ", words) + " and " + last;
    return Character.toUpperCase(all.charAt(0)) + all.substring(1);
  }
}

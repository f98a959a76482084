package dev.mortar.access;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One clinical scope, as {@code patient/Observation.rs?category=laboratory}. The first version's
 * {@code .read}, {@code .write} and {@code .*} are understood as {@code .rs}, {@code .cud} and
 * {@code .cruds}.
 *
 * @param type a resource type or {@code *}
 * @param restrictions search parameters behind the question mark, as written; all must hold
 */
public record Scope(Context context, String type, Set<Verb> verbs, List<String> restrictions) {

  /** The longest scope that we read; more is an attack or a mistake. */
  private static final int MAX_LENGTH = 400;

  private static final Pattern FORM =
      Pattern.compile(
          "(patient|user|system)/(\\*|[A-Z][A-Za-z]{1,60})\\.(read|write|\\*|c?r?u?d?s?)(?:\\?(.+))?");
  private static final Pattern RESTRICTION =
      Pattern.compile("[A-Za-z][A-Za-z-]*=[^&=?,\\\\$\\s]+(,[^&=?,\\\\$\\s]+)*");

  public Scope {
    verbs = Set.copyOf(verbs);
    restrictions = List.copyOf(restrictions);
    if (verbs.isEmpty()) {
      throw new IllegalArgumentException("A scope must allow something.");
    }
  }

  /** Empty if the text is not a clinical scope by the letter of the specification. */
  public static Optional<Scope> parse(String text) {
    if (text.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    Matcher form = FORM.matcher(text);
    if (!form.matches() || form.group(3).isEmpty()) {
      return Optional.empty();
    }
    List<String> restrictions =
        form.group(4) == null ? List.of() : List.of(form.group(4).split("&", -1));
    if (!restrictions.stream().allMatch(one -> RESTRICTION.matcher(one).matches())) {
      return Optional.empty();
    }
    if (restrictions.stream().map(Scope::parameter).distinct().count() < restrictions.size()) {
      return Optional.empty();
    }
    Context context = Context.valueOf(form.group(1).toUpperCase(Locale.ROOT));
    return Optional.of(new Scope(context, form.group(2), verbs(form.group(3)), restrictions));
  }

  private static Set<Verb> verbs(String letters) {
    return switch (letters) {
      case "read" -> EnumSet.of(Verb.READ, Verb.SEARCH);
      case "write" -> EnumSet.of(Verb.CREATE, Verb.UPDATE, Verb.DELETE);
      case "*" -> EnumSet.allOf(Verb.class);
      default -> {
        EnumSet<Verb> verbs = EnumSet.noneOf(Verb.class);
        for (char letter : letters.toCharArray()) {
          verbs.add(Verb.values()[Verb.LETTERS.indexOf(letter)]);
        }
        yield verbs;
      }
    };
  }

  /** Whether the scope allows the verb on the type, restrictions aside. */
  public boolean permits(String resourceType, Verb verb) {
    return verbs.contains(verb) && (type.equals("*") || type.equals(resourceType));
  }

  /** Whether everything that the other scope allows is allowed by this one. */
  public boolean covers(Scope other) {
    return context == other.context
        && (type.equals("*") || type.equals(other.type))
        && verbs.containsAll(other.verbs)
        && other.restrictions.containsAll(restrictions);
  }

  /** The names of the search parameters that restrict the scope. */
  public List<String> parameters() {
    return restrictions.stream().map(Scope::parameter).toList();
  }

  /** Whether one search can ask for what either of the two restricted scopes allows. */
  boolean addsUpWith(Scope other) {
    return restrictions.equals(other.restrictions)
        || (restrictions.size() == 1 && parameters().equals(other.parameters()));
  }

  private static String parameter(String restriction) {
    return restriction.substring(0, restriction.indexOf('='));
  }

  /** The scope as version 2 of the specification writes it. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(context.name().toLowerCase(Locale.ROOT));
    text.append('/').append(type).append('.');
    for (Verb verb : Verb.values()) {
      if (verbs.contains(verb)) {
        text.append(verb.letter());
      }
    }
    return restrictions.isEmpty()
        ? text.toString()
        : text.append('?').append(String.join("&", restrictions)).toString();
  }

  /** On whose behalf: the patient in context, the signed-in user, or a program's own. */
  public enum Context {
    PATIENT,
    USER,
    SYSTEM
  }
}

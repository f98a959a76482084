package dev.mortar.storage.extraction;

import ca.uhn.fhir.context.FhirContext;
import dev.mortar.storage.extraction.Step.As;
import dev.mortar.storage.extraction.Step.Child;
import dev.mortar.storage.extraction.Step.Choice;
import dev.mortar.storage.extraction.Step.Has;
import dev.mortar.storage.extraction.Step.RefersTo;
import dev.mortar.storage.extraction.Step.Where;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the part of FHIRPath in which nearly all search parameters are written; for the rest there
 * is the interpreter.
 */
final class PathCompiler {
  private static final String NAMES = "[a-z][A-Za-z]*(?:\\.[a-z][A-Za-z]*)*";

  /** {@code (Observation.value as Quantity).code}. */
  private static final Pattern CAST = Pattern.compile("\\((.+) as ([A-Za-z]+)\\)(?:\\.(.+))?");

  private static final Pattern CHOICE =
      Pattern.compile("select\\(iif\\((.+)\\.exists\\(\\), (.+), '([^'\\\\]*)'\\)\\)");

  private static final Pattern STEP =
      Pattern.compile(
          "(?:where\\(resolve\\(\\) is (?<refersTo>[A-Z][A-Za-z]+)\\)"
              + "|where\\((?<where>"
              + NAMES
              + ")='(?<text>[^'\\\\]*)'\\)"
              + "|where\\((?<has>"
              + NAMES
              + ")\\.contains\\('(?<part>[^'\\\\]*)'\\)\\)"
              + "|(?:as|ofType)\\((?<as>[A-Za-z]+)\\)"
              + "|(?<child>[a-z][A-Za-z]*)(?!\\())(?:\\.|$)");

  /** Bases of all types, and names with a meaning of their own in the interpreter. */
  private static final Set<String> LEFT_ALONE = Set.of("Resource", "DomainResource", "id");

  private final FhirContext fhir;

  PathCompiler(FhirContext fhir) {
    this.fhir = fhir;
  }

  /** Empty for a path that must be interpreted. */
  Optional<CompiledPath> compile(String path) {
    Matcher cast = CAST.matcher(path);
    if (cast.matches()) {
      String rest = cast.group(3) == null ? "" : cast.group(3);
      return compile(cast.group(1))
          .flatMap(inner -> appended(inner, "as(" + cast.group(2) + ")"))
          .flatMap(inner -> appended(inner, rest));
    }
    int dot = path.indexOf('.');
    String root = dot < 0 ? path : path.substring(0, dot);
    if (!fhir.getResourceTypes().contains(root) || LEFT_ALONE.contains(root)) {
      return Optional.empty();
    }
    return appended(new CompiledPath(root, List.of()), dot < 0 ? "" : path.substring(dot + 1));
  }

  private Optional<CompiledPath> appended(CompiledPath path, String rest) {
    Matcher choice = CHOICE.matcher(rest);
    if (choice.matches()) {
      return choice(path, choice);
    }
    List<Step> steps = new ArrayList<>(path.steps());
    Matcher matcher = STEP.matcher(rest);
    int at = 0;
    while (at < rest.length()) {
      matcher.region(at, rest.length());
      if (!matcher.lookingAt()) {
        return Optional.empty();
      }
      Step step = step(matcher);
      if (step instanceof Child child && LEFT_ALONE.contains(child.name())) {
        return Optional.empty();
      }
      steps.add(step);
      at = matcher.end();
    }
    return Optional.of(new CompiledPath(path.root(), List.copyOf(steps)));
  }

  private Optional<CompiledPath> choice(CompiledPath path, Matcher choice) {
    var start = new CompiledPath(path.root(), List.of());
    Optional<CompiledPath> asked = appended(start, choice.group(1));
    Optional<CompiledPath> found = appended(start, choice.group(2));
    if (asked.isEmpty() || found.isEmpty()) {
      return Optional.empty();
    }
    List<Step> steps = new ArrayList<>(path.steps());
    steps.add(new Choice(asked.get().steps(), found.get().steps(), choice.group(3)));
    return Optional.of(new CompiledPath(path.root(), List.copyOf(steps)));
  }

  private Step step(Matcher matcher) {
    if (matcher.group("refersTo") != null) {
      return new RefersTo(matcher.group("refersTo"), fhir);
    }
    if (matcher.group("where") != null) {
      return new Where(children(matcher.group("where")), matcher.group("text"));
    }
    if (matcher.group("has") != null) {
      return new Has(children(matcher.group("has")), matcher.group("part"));
    }
    return matcher.group("as") == null
        ? new Child(matcher.group("child"))
        : new As(matcher.group("as"));
  }

  private static List<Child> children(String names) {
    return Arrays.stream(names.split("\\.", -1)).map(Child::new).toList();
  }
}

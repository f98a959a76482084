package dev.mortar.security;

import ca.uhn.fhir.context.RuntimeSearchParam;
import ca.uhn.fhir.rest.server.exceptions.ForbiddenOperationException;
import ca.uhn.fhir.rest.server.exceptions.InvalidRequestException;
import ca.uhn.fhir.rest.server.util.ISearchParamRegistry;
import ca.uhn.fhir.rest.server.util.ISearchParamRegistry.SearchParamLookupContextEnum;
import dev.mortar.access.Caller;
import dev.mortar.access.Decision.Among;
import dev.mortar.access.Decision.Barred;
import dev.mortar.access.Decision.Constraint;
import dev.mortar.access.Decision.OwnOnly;
import dev.mortar.access.Decision.PatientCompartment;
import dev.mortar.access.Decision.Restricted;
import dev.mortar.access.Decision.Unlabelled;
import dev.mortar.access.Decision.Within;
import dev.mortar.access.Interaction;
import dev.mortar.storage.archive.Archive;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a search may ask. Whoever sees a part of a type gets the search narrowed to that part and
 * may not look beyond it by chains or reverse chains; whoever sees all of it may only chain through
 * types that they see all of. Otherwise the number of hits would tell what the hits may not.
 */
final class SearchRules {
  /** Plain parameters that reach beyond what is narrowed, or that search in hidden labels. */
  private static final Set<String> WIDE =
      Set.of(
          "_has",
          "_filter",
          "_list",
          "_query",
          "_text",
          "_content",
          "_security",
          "_tag",
          "_source",
          "_profile",
          "_contained",
          "_in",
          "_type");

  /** Leaves out what carries one of the labels. */
  static final String UNLABELLED = "_security:not";

  /** Whoever sees an appointment may ask for it in the archive, too. */
  private static final Set<String> ARCHIVED = Set.of(Archive.CODE, Archive.TAG);

  /** Alternatives of one parameter; the database would have to look for each of them. */
  private static final int MOST_VALUES = 1_000;

  private final ReadRules rules;
  private final ISearchParamRegistry parameters;

  SearchRules(ReadRules rules, ISearchParamRegistry parameters) {
    this.rules = rules;
    this.parameters = parameters;
  }

  /**
   * Under which constraints the search runs. Who asks for one patient alone, whose record they have
   * opened in an emergency, is bound to that patient and to nothing else.
   */
  Set<Constraint> constraints(Caller caller, String type, Map<String, String[]> query) {
    Set<Constraint> constraints = rules.require(caller, type, Interaction.SEARCH);
    Set<String> opened = caller.standing().emergencies();
    if (opened.isEmpty() && constraints.stream().noneMatch(Unlabelled.class::isInstance)) {
      return constraints;
    }
    Set<String> asked = asked(type, query);
    boolean emergency = asked.stream().anyMatch(opened::contains);
    Set<Constraint> rest = new LinkedHashSet<>();
    for (Constraint one : constraints) {
      switch (one) {
        case Unlabelled labels ->
            (asked.size() == 1 ? asked.stream().map(labels::of) : Stream.of(labels))
                .filter(closed -> !closed.labels().isEmpty())
                .forEach(rest::add);
        case Within _, Barred _ -> {
          if (!emergency) {
            rest.add(one);
          }
        }
        case PatientCompartment _, OwnOnly _, Restricted _, Among _ -> rest.add(one);
      }
    }
    return rest;
  }

  /** The values by which the search is for one patient alone. */
  private static Set<String> asked(String type, Map<String, String[]> query) {
    List<String> names = type.equals("Patient") ? List.of("_id") : List.of("patient", "subject");
    return names.stream()
        .flatMap(name -> Arrays.stream(query.getOrDefault(name, new String[0])))
        .map(value -> value.startsWith("Patient/") ? value.substring("Patient/".length()) : value)
        .collect(Collectors.toSet());
  }

  /** Refuses what the caller may not ask, and says what the search must be narrowed by. */
  Map<String, String> check(Caller caller, String type, Map<String, String[]> query) {
    Set<Constraint> constraints = constraints(caller, type, query);
    Map<String, String> narrowing = new HashMap<>();
    constraints.forEach(constraint -> narrow(narrowing, constraint));
    boolean ofSomePatients =
        constraints.stream().allMatch(one -> one instanceof Within || one instanceof Unlabelled);
    boolean unbound = constraints.stream().allMatch(Unlabelled.class::isInstance);
    for (Map.Entry<String, String[]> parameter : query.entrySet()) {
      String key = parameter.getKey();
      List<String> values = List.of(parameter.getValue());
      checkNumber(parameter.getValue());
      if (unbound && !(narrowing.containsKey(UNLABELLED) && key.startsWith("_security"))) {
        checkChains(caller, type, key, values);
      } else if (!values.equals(List.of(narrowing.getOrDefault(key, "")))
          && !(ofSomePatients
              && leadsToPatient(type, key)
              && !rules.leavesOut(caller, "Patient"))) {
        checkPlain(key, values);
      }
      checkTotal(constraints, key, values);
    }
    // What the caller asks by itself need not be asked twice.
    narrowing
        .entrySet()
        .removeIf(
            one ->
                List.of(query.getOrDefault(one.getKey(), new String[0])).contains(one.getValue()));
    return narrowing;
  }

  private static void narrow(Map<String, String> narrowing, Constraint constraint) {
    switch (constraint) {
      case PatientCompartment patient ->
          narrowing.put(
              patient.parameter(),
              patient.parameter().equals("_id")
                  ? patient.patientId()
                  : "Patient/" + patient.patientId());
      case OwnOnly own ->
          narrowing.put(
              own.parameter(),
              own.parameter().equals("_id")
                  ? own.owner().substring(own.owner().indexOf('/') + 1)
                  : own.owner());
      case Restricted some -> narrowing.put(some.parameter(), some.anyOf());
      case Within bounds -> narrowing.put(bounds.key(), bounds.anyOf());
      case Among some -> narrowing.put(some.parameter(), some.anyOf());
      case Unlabelled none -> narrowing.put(UNLABELLED, none.anyOf());
      // No search leaves out a patient; the hits are taken out of the answer.
      case Barred _ -> {}
    }
  }

  /** What is narrowed to some patients may also be searched by what is known of them. */
  private static boolean leadsToPatient(String type, String key) {
    return !type.equals("Appointment")
        && key.matches("(patient|patient:Patient|subject:Patient)\\.[a-z-]+(:[a-z]+)?");
  }

  /** A number would tell of hits that are taken out afterwards. */
  private static void checkTotal(Set<Constraint> constraints, String key, List<String> values) {
    boolean counts =
        key.equals("_total")
            || key.equals("_summary") && values.contains("count")
            || key.equals("_count") && values.contains("0");
    if (counts && constraints.stream().anyMatch(Barred.class::isInstance)) {
      throw new ForbiddenOperationException(
          "A patient has denied you the record, so nothing is counted for you.");
    }
  }

  private static void checkNumber(String[] values) {
    long alternatives =
        Arrays.stream(values)
            .mapToLong(value -> 1 + value.chars().filter(c -> c == ',').count())
            .sum();
    if (alternatives > MOST_VALUES) {
      throw new InvalidRequestException(
          "A parameter may have " + MOST_VALUES + " values; ask in several requests.");
    }
  }

  private static void checkPlain(String key, List<String> values) {
    if (key.equals("_tag") && ARCHIVED.containsAll(values)
        || key.equals("_tag:not") && values.equals(List.of(Archive.TAG))) {
      return;
    }
    String name = key.contains(":") ? key.substring(0, key.indexOf(':')) : key;
    boolean chainedSort =
        name.equals("_sort") && values.stream().anyMatch(value -> value.contains("."));
    if (key.contains(".") || WIDE.contains(name) || chainedSort) {
      throw new ForbiddenOperationException(
          "Your role does not allow to search by " + name + " here.");
    }
  }

  private void checkChains(Caller caller, String type, String key, List<String> values) {
    if (key.startsWith("_has:")) {
      checkReverse(caller, key);
    } else if (key.equals("_sort")) {
      values.stream()
          .flatMap(value -> Arrays.stream(value.split(",", -1)))
          .map(sort -> sort.startsWith("-") ? sort.substring(1) : sort)
          .forEach(sort -> checkChain(caller, type, sort));
    } else if (!key.startsWith("_include") && !key.startsWith("_revinclude")) {
      checkChain(caller, type, key);
    }
  }

  /** {@code _has:Observation:patient:code}, of which the last part may be a chain or another. */
  private void checkReverse(Caller caller, String key) {
    String[] parts = key.split(":", 4);
    if (parts.length < 4) {
      throw new ForbiddenOperationException(
          "A _has must name a type, a reference and a parameter.");
    }
    requireAll(caller, parts[1]);
    checkChains(caller, parts[1], parts[3], List.of());
  }

  /** {@code subject:Patient.name}, of which every type on the way must be open. */
  private void checkChain(Caller caller, String type, String chain) {
    int dot = chain.indexOf('.');
    if (dot < 0) {
      return;
    }
    String step = chain.substring(0, dot);
    String rest = chain.substring(dot + 1);
    int colon = step.indexOf(':');
    if (colon >= 0) {
      String target = step.substring(colon + 1);
      requireAll(caller, target);
      checkChain(caller, target, rest);
      return;
    }
    RuntimeSearchParam parameter = find(type, step);
    String next = rest.split("[.:]", 2)[0];
    for (String target : parameter == null ? Set.<String>of() : parameter.getTargets()) {
      if (next.startsWith("_") || find(target, next) != null) {
        requireAll(caller, target);
        checkChain(caller, target, rest);
      }
    }
  }

  private @Nullable RuntimeSearchParam find(String type, String name) {
    return parameters.getActiveSearchParam(type, name, SearchParamLookupContextEnum.SEARCH);
  }

  private void requireAll(Caller caller, String type) {
    if (!rules.unconstrained(caller, type, Interaction.SEARCH)) {
      throw new ForbiddenOperationException(
          "Your role does not allow to search through " + type + ".");
    }
  }
}

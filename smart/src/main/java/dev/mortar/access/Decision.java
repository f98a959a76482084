package dev.mortar.access;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The answer to "may this caller do that?". */
public sealed interface Decision {
  /** Yes, for resources that satisfy every constraint; without constraints, for all. */
  record Allow(Set<Constraint> constraints) implements Decision {
    public Allow {
      constraints = Set.copyOf(constraints);
    }

    public boolean unconstrained() {
      return constraints.isEmpty();
    }
  }

  /** No. The reason names roles, types and scopes, never a patient. */
  record Deny(String reason) implements Decision {}

  /** Not with this sign-in: it would be yes if it had had a second factor. */
  record NeedsFactor(String reason) implements Decision {}

  /** Which resources of the type are meant. */
  sealed interface Constraint {}

  /**
   * Only what belongs to the patient.
   *
   * @param parameter the search parameter that finds it
   */
  record PatientCompartment(String patientId, String parameter) implements Constraint {}

  /**
   * Only what names the caller.
   *
   * @param owner as {@code Practitioner/7}
   * @param parameter the search parameter that finds it
   */
  record OwnOnly(String owner, String parameter) implements Constraint {}

  /**
   * Only what a search by the parameter finds with one of the values, because the scope says so.
   *
   * @param values as in a search, {@code laboratory} or {@code system|code}
   */
  record Restricted(String parameter, Set<String> values) implements Constraint {
    public Restricted {
      values = Set.copyOf(values);
    }

    /** The values as one search writes them, always in the same order. */
    public String anyOf() {
      return values.stream().sorted().collect(Collectors.joining(","));
    }
  }

  /**
   * Only what belongs to the caller's patients, or to the caller's locations.
   *
   * @param key of the search that finds it, {@code place:exact} or {@code patient.place:exact}
   * @param values one of which must be found
   * @param except logical ids of patients to whom it does not apply
   */
  record Within(String key, Set<String> values, Set<String> except) implements Constraint {
    public Within {
      values = Set.copyOf(values);
      except = Set.copyOf(except);
    }

    /** The values as one search writes them, always in the same order. */
    public String anyOf() {
      return written(values.stream());
    }

    /** Whether the resource itself has the place, and not its patient. */
    public boolean ofItself() {
      return key.indexOf('.') < 0;
    }
  }

  /**
   * Only what is one of these, or names one of them.
   *
   * @param parameter the search parameter that finds it, {@link #ITSELF} for these themselves
   * @param values as {@code Location/1}
   */
  record Among(String parameter, Set<String> values) implements Constraint {
    /** Finds a resource by what it is. */
    public static final String ITSELF = "_id";

    public Among {
      values = Set.copyOf(values);
    }

    /** The values as one search writes them, always in the same order. */
    public String anyOf() {
      return written(
          values.stream()
              .map(
                  value ->
                      parameter.equals(ITSELF) ? value.substring(value.indexOf('/') + 1) : value));
    }
  }

  /** A search without a value would not be narrowed at all, so it asks for what nobody has. */
  private static String written(Stream<String> values) {
    String text = values.sorted().collect(Collectors.joining(","));
    return text.isEmpty() ? "none" : text;
  }

  /**
   * Nothing of these patients.
   *
   * @param patients logical ids
   */
  record Barred(Set<String> patients) implements Constraint {
    public Barred {
      patients = Set.copyOf(patients);
    }
  }

  /**
   * Nothing that carries one of the labels, unless it is of a patient who has opened that label.
   *
   * @param labels as {@code system|code}
   * @param opened the labels that are open, by the logical id of the patient
   */
  record Unlabelled(Set<String> labels, Map<String, Set<String>> opened) implements Constraint {
    public Unlabelled {
      labels = Set.copyOf(labels);
      opened = Map.copyOf(opened);
    }

    /** The same for one patient alone. */
    public Unlabelled of(String patient) {
      Set<String> rest = new HashSet<>(labels);
      rest.removeAll(opened.getOrDefault(patient, Set.of()));
      return new Unlabelled(rest, Map.of());
    }

    /** The labels as one search writes them, always in the same order. */
    public String anyOf() {
      return labels.stream().sorted().collect(Collectors.joining(","));
    }
  }
}

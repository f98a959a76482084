package dev.mortar.storage.retention;

import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the server remembers of resources beside the resources; each part forgets its own. */
public interface Traces {
  /** Inside the transaction that removes the resources; what is forgotten already is no error. */
  void forget(Gone gone);

  /**
   * What is removed.
   *
   * @param patients logical ids of a person's records; empty if single resources are removed
   * @param references the resources, the records among them, as {@code Observation/7}
   * @param identifiers of the person, as {@code system|value}
   * @param words by which a person is found: names, numbers, addresses of mail; in small letters
   * @param messages ids of the HL7 messages about the person
   * @param before what came later is somebody else's
   */
  record Gone(
      Set<String> patients,
      Set<String> references,
      Set<String> identifiers,
      Set<String> words,
      Set<Long> messages,
      Instant before) {
    static Gone resources(Set<String> references, Instant now) {
      return new Gone(Set.of(), references, Set.of(), Set.of(), Set.of(), now);
    }

    /** Logical ids of all that goes. */
    public Set<String> ids() {
      return references.stream()
          .map(reference -> reference.substring(reference.indexOf('/') + 1))
          .collect(Collectors.toSet());
    }

    /** The values of the identifiers. */
    public Set<String> numbers() {
      return values(identifiers.stream());
    }

    private static Set<String> values(Stream<String> identifiers) {
      return identifiers
          .map(identifier -> identifier.substring(identifier.indexOf('|') + 1))
          .filter(value -> !value.isEmpty())
          .collect(Collectors.toSet());
    }
  }
}

package dev.mortar.security;

import java.util.Set;

/** To where belongs what other resources are about. */
@FunctionalInterface
interface Homes {
  /** Location and pharmacists of the patient, as {@code Location/1}; by logical id. */
  Set<String> of(String patientId);

  /**
   * Whose time it is.
   *
   * @param schedule as {@code Schedule/1}
   */
  default Set<String> actors(String schedule) {
    return Set.of();
  }
}

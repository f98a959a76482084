package dev.mortar.access;

import java.util.Set;

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
}

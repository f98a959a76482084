package dev.mortar.access;

/** How far a right goes. */
public enum Reach {
  /** Not at all. */
  NONE,
  /** Resources that name the person as owner, actor or reporter. */
  OWN,
  /** Resources in the compartment of the patient whom the token names. */
  PATIENT,
  /** Every resource of the type. */
  ALL
}
